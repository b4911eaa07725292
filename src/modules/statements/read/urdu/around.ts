import type { EventRecord, IncidentRecord } from '../reading.ts';
import { urduDatesIn } from './dates.ts';
import type { Piece } from './sentences.ts';

const L = '[\\u0621-\\u06d3]+';
const HELD = new RegExp(
  `(?:(${L}(?: \\d{4})?|\\d{4}ء?) میں )?(${L}(?: ${L})?) میں (?:ہونے والے?ی?|منعقدہ) ((?:${L} ){0,7}?(?:کانفرنس|فورم|اجلاس|سربراہی اجلاس|سیمینار|مشقوں))`,
  'gu',
);
const VISIT = new RegExp(`(?:${L} ){1,4}کو (?:${L} ){1,3}(?:کے|کا) دور[ہے](?: کی)? دعوت`, 'gu');
const ATTACK = '(?:حملے|حملہ|حملوں|دھماکے|دھماکہ|بم دھماکے|فائرنگ|اغوا)';
const INCIDENT = new RegExp(
  `(?:(?:\\d{1,2} )?(?!وہ )${L} (?:میں|کو) )?(?:(?!(?:وہ|اور|نے|کہ|سے) )${L} ){1,4}(?:پر ہونے والے|میں \\d{4} کے|پر|کے|میں ہونے والے) (?:${L} ){0,2}?${ATTACK}(?![\\p{L}])|(?:(?!(?:وہ|اور|نے|کہ|سے|کے|کی|میں) )${L} ){1,4}(?:حملے|دھماکے) میں (?:شہید|ہلاک|جاں بحق|زخمی)`,
  'gu',
);

export function eventsIn(sentence: Piece, year: string): EventRecord[] {
  const records = [...sentence.text.matchAll(HELD)].map((match) => {
    const date = urduDatesIn(match[1] ?? '', 0, year)[0]?.value;
    return {
      start: sentence.start + match.index,
      end: sentence.start + match.index + match[0].length,
      name: match[3] ?? '',
      place: match[2] ?? '',
      why: [match[3] ?? ''],
      ...(date ? { date } : {}),
    };
  });
  const visits = [...sentence.text.matchAll(VISIT)].map((match) => {
    const lead = match[0].lastIndexOf(' نے ') + 1;
    const start = sentence.start + match.index + (lead > 0 ? lead + 3 : 0);
    return {
      start,
      end: sentence.start + match.index + match[0].length,
      name: match[0].slice(lead > 0 ? lead + 3 : 0),
      why: ['دعوت'],
    };
  });
  return [...records, ...visits];
}

export function incidentsIn(sentence: Piece, year: string): IncidentRecord[] {
  return [...sentence.text.matchAll(INCIDENT)].flatMap((match) => {
    const words = match[0].replace(/ میں (?:شہید|ہلاک|جاں بحق|زخمی)$/u, '');
    if (/ایسے|مزید|کسی|ممکنہ|خلاف/u.test(words)) return [];
    const date = urduDatesIn(words, 0, year)[0]?.value;
    const start = sentence.start + match.index;
    return [{ start, end: start + words.length, name: words, why: [words], ...(date ? { date } : {}) }];
  });
}
