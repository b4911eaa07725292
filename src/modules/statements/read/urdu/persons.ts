import { OFFICES_UR } from '../../data/offices.ts';
import type { ParticipantRecord } from '../reading.ts';
import { urduLetters } from './parties.ts';
import type { UrduSides } from './parties.ts';
import { plainLetters } from './script.ts';
import type { Piece } from './sentences.ts';

const OFFICE = `(?:${[...OFFICES_UR]
  .map(plainLetters)
  .sort((a, b) => b.length - a.length)
  .join('|')}|ہم منصب)`;
/** Words of an office that follow its head: "وزیر داخلہ", "سیکرٹری جنرل برائے …". */
const OFFICE_WORD =
  /^(?:و|اور|انصاف|پولیس|داخلہ|خارجہ|دفاع|قانون|انسداد|منشیات|عوامی|تحفظ|امور|برائے|کے|کی|کا|جنرل|سلامتی|قومی|سلامتی|دہشت|گردی|آف|سٹیٹ|اسٹیٹ|ملکی|خزانہ|اطلاعات|مملکت|خصوصی|اعظم|پبلک|سیکیورٹی|سکیورٹی|سیکورٹی|تعاون|بین|الاقوامی|\(.*\)|کوآرڈینیٹر|وزیر|نائب|وفاقی|ایڈیشنل)$/u;
const HONORIFIC =
  /^(?:شہزادہ|ڈاکٹر|جناب|محترم|محترمہ|لیفٹیننٹ|جنرل|میجر|بریگیڈیئر|کرنل|ایڈمرل|ریئر|وائس|ایئر|مارشل|سر|شیخ|مسٹر|مسز|پروفیسر|بیرسٹر|انجینئر)$/u;
const NOT_A_NAME =
  /^(?:اس|ان|یہ|وہ|دونوں|ملاقات|اجلاس|کہا|بتایا|درخواست|شرکت|وفد|موقع|ہے|ہیں|تھا|تھے|کیا|گیا|سطح|پر|میں|نے|سے|کو|بھی|کہ|جو|جس|جن|ایک|دو|حکام|قیادت|سربراہی|درمیان|فون|بات|چیت|دورے|دورہ|دعوت|وزراء|وزرا|اہم|مشترکہ|کار|گفتگو|ساتھ|جانب|طرف|سطحی|سمیت|ہمراہ)$/u;
const END = /(?<=\S) (?:نے|سے|کے|کی|کو|اور|بھی|کا|شریک|موجود|کر|پر)(?=[ ۔،]|$)|[،۔]| جبکہ /gu;

/** A name stands between an office and a postposition: "وزیر داخلہ X سے", "… سفیر X نے". */
export function personsIn(sentence: Piece, sides: UrduSides): ParticipantRecord[] {
  const records: ParticipantRecord[] = [];
  for (const office of sentence.text.matchAll(new RegExp(`(?<![\\p{L}])${OFFICE}(?![\\p{L}])`, 'gu'))) {
    const from = office.index + office[0].length;
    const tail = sentence.text.slice(from, from + 120);
    const words = [...tail.matchAll(/\S+/gu)];
    let first = 0;
    while (OFFICE_WORD.test(bare(words[first]?.[0])) && first < 8) first += 1;
    while (HONORIFIC.test(bare(words[first]?.[0])) && first < 12) first += 1;
    const begin = words[first];
    if (begin === undefined || new RegExp(`^${OFFICE}`, 'u').test(tail.slice(begin.index))) continue;
    const stop = [...tail.matchAll(END)].find(({ index }) => index > begin.index);
    const name = tail.slice(begin.index, stop?.index ?? tail.length).trim();
    const parts = name.split(' ');
    if (parts.length > 5 || name.length < 3 || parts.some((part) => NOT_A_NAME.test(part)) || /[\d()«»“”:]/u.test(name))
      continue;
    if (parts.length === 1 && urduLetters(name, sides).length > 0) continue;
    if (records.some((record) => record.name === name)) continue;
    const start = sentence.start + from + begin.index;
    const opening = /(?:وفاقی |نائب |ایڈیشنل |سابق )+$/u.exec(sentence.text.slice(0, office.index))?.[0].length ?? 0;
    const title = sentence.text.slice(office.index - opening, from + begin.index).trim();
    const near = sentence.text.slice(Math.max(0, office.index - opening - 30), office.index - opening);
    const own = urduLetters(near.split(/ (?:نے|سے|اور|پر|میں) |[،۔]/u).at(-1) ?? '', sides);
    const side = own.length === 1 ? own[0] : sides.issuer;
    records.push({ start, end: start + name.length, name, title, why: [title], ...(side ? { side } : {}) });
  }
  return records;
}

const bare = (word: string | undefined): string => (word ?? '').replace(/[،۔]$/u, '');
