import type { MeetingRecord } from '../reading.ts';
import { urduDatesIn } from './dates.ts';
import type { Piece } from './sentences.ts';

const SIGNS: readonly RegExp[] = [
  /(?:ملاقات|ملاقاتیں|بات چیت|مذاکرات|گفتگو)(?: بھی)? (?:کی|کیے|کئے|کیں)(?![\p{L}])|(?:اجلاس|ملاقات|مذاکرات|بات چیت).{0,40}?(?:ہوا|ہوئی|ہوئے|منعقد)(?![\p{L}])|ملے(?![\p{L}])|(?:صدارت|میزبانی) کی(?![\p{L}])/u,
  /(?:سے|کے ساتھ) (?:\S+ میں )?(?:ہونے والی )?(?:اہم )?ملاقات(?: میں اہم فیصلے (?:کئے|کیے) گئے)?|کے درمیان (?:ہونے والی )?(?:ملاقات|مذاکرات|بات چیت|اجلاس)(?:.{0,20}?(?:کیا گیا|ہوا|ہوئی|کئے گئے))?/u,
];
const NOT_THIS = /(?:پر|کا) (?:بھی )?(?:اتفاق|فیصلہ)|(?:گا|گے|گی)[۔،]|آئندہ|اگل[اےی] /u;

/** The clause that says the meeting took place: up to its verb. */
export function meetingIn(
  sentences: readonly Piece[],
  year: string,
): { readonly record: MeetingRecord; readonly sentence: Piece } | undefined {
  for (const sentence of sentences.slice(0, 6))
    for (const pattern of SIGNS) {
      const sign = pattern.exec(sentence.text);
      if (sign === null || NOT_THIS.test(sentence.text.slice(0, sign.index + sign[0].length))) continue;
      const start = /^[^:۔]{2,24}: /u.exec(sentence.text)?.[0].length ?? 0; // a dateline
      const date = urduDatesIn(sentence.text, 0, year)[0]?.value;
      const format = /ٹیلی ?فون/u.test(sentence.text)
        ? 'bilateral, by telephone'
        : /ویڈیو/u.test(sentence.text)
          ? 'bilateral, by video link'
          : 'bilateral, in person';
      return {
        sentence,
        record: {
          start: sentence.start + start,
          end: sentence.start + sign.index + sign[0].length,
          format,
          why: [sign[0]],
          ...(date ? { date } : {}),
        },
      };
    }
  return undefined;
}
