import { SIMPLIFIED } from '../../data/simplified.ts';
import { maskText } from '../mask.ts';

/** A text as the rules read it, and where each of its characters stands in the text as given. */
export type Laid = {
  readonly text: string;
  readonly at: (start: number, end: number) => { start: number; end: number };
};

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
const HAN = /\p{Script=Han}/u;
const FULL: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
  '｡': '。',
  '．': '.',
  '‧': '·',
  '・': '·',
  '•': '·',
  '﹒': '·',
  '﹑': '、',
  '､': '、',
};
/** A line at least this long that ends within a sentence was broken by a page's width. */
const WRAPPED = 24;
const ITEM =
  /^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\da-z]{1,3}[）)]|\d{1,2}[.、)）]|[—–•●■▪◆·-]{1,2}|[①-⑳])/u;

/**
 * What cannot be seen is left out, lines that only the page broke are joined, markup becomes spaces, and the rest is read
 * in simplified characters with Chinese punctuation. A space between two words of one line stays: it separates names.
 */
export function layOut(text: string): Laid {
  const kept: string[] = [];
  const places: number[] = [];
  const lines = text.split('\n');
  let offset = 0;
  lines.forEach((line, index) => {
    for (let i = 0; i < line.length; i += 1) {
      const character = line[i] ?? '';
      if (INVISIBLE.test(character)) continue;
      kept.push(character);
      places.push(offset + i);
    }
    const next = lines[index + 1];
    const bare = line.trimEnd();
    const wrapped =
      next !== undefined &&
      bare.length >= WRAPPED &&
      HAN.test(bare) &&
      /[\p{Script=Han}，、]$/u.test(bare) &&
      /^\s*[\p{Script=Han}\d“《]/u.test(next) &&
      next.trim().length > 1 &&
      !ITEM.test(next) &&
      /[，。；]/u.test(bare);
    if (next !== undefined && !wrapped) {
      kept.push('\n');
      places.push(offset + line.length);
    }
    offset += line.length + 1;
  });
  const joined = maskText(kept.join(''));
  const read = Array.from({ length: joined.length }, (_, index) => characterAt(joined, index)).join('');
  return {
    text: read,
    at: (start, end) => ({ start: places[start] ?? text.length, end: (places[end - 1] ?? text.length - 1) + 1 }),
  };
}

function characterAt(text: string, index: number): string {
  const character = text[index] ?? '';
  const code = character.charCodeAt(0);
  if (code >= 0x4e00 && code <= 0x9fff) return SIMPLIFIED.get(character) ?? character;
  if (/[０-９Ａ-Ｚａ-ｚ]/u.test(character)) return String.fromCharCode(code - 0xfee0);
  const full = FULL[character];
  if (full === undefined) return character;
  if (!/[\x20-\x7e]/u.test(character)) return full;
  const before = text[index - 1] ?? '';
  const after = text[index + 1] ?? '';
  const beside = (one: string): boolean => HAN.test(one) || /[“”《》「」、。，）（()]/u.test(one);
  if (character === '(' || character === ')') return full;
  if (character === ':' && /[\n]|^$/u.test(after)) return full;
  return beside(before) || (beside(after) && !/[A-Za-z\d]/u.test(before)) ? full : character;
}
