import type { Language, Span } from '../read/reading.ts';

/** Sentences and clauses of a text in any of the three languages, by its marks alone: where to look for words that no record holds. */
export type Clause = Span & { readonly text: string; readonly sentence: Span };

const LONGEST_SENTENCE = 2000;
const MOST_SENTENCES = 3000;
const END = /[。！？۔؟\n]+|[.!?]+["”’)\]]*(?=\s|$)/gu;
const ABBREVIATION =
  /(?:^|[\s(])(?:\p{Lu}|No|Nos|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Brig|Adm|Hon|Prof|St|vs|Art|H\.E|U\.S|U\.K|e\.g|i\.e)\.$/u;

export function sentencesIn(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number): void => {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    const trimmed = raw.trim();
    if (trimmed.length > 3 && trimmed.length <= LONGEST_SENTENCE)
      spans.push({ start: start + lead, end: start + lead + trimmed.length });
  };
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    // one line end inside a paragraph is a wrapped line; two, or one before a bullet, end it
    if (
      /^\n$/u.test(match[0]) &&
      !/[\p{Script=Han}\p{Script=Arabic}]/u.test(text.slice(Math.max(start, match.index - 4), match.index)) &&
      !/^\s*(?:[-–•▪●◦·*]|\d{1,2}[.)]|\(\w{1,3}\))\s/u.test(text.slice(end, end + 12))
    )
      continue;
    if (match[0].startsWith('.') && ABBREVIATION.test(text.slice(Math.max(start, end - 8), end))) continue;
    close(end);
    start = end;
    if (spans.length >= MOST_SENTENCES) return spans;
  }
  close(text.length);
  return spans;
}

const JOINTS: Readonly<Record<Language, RegExp>> = {
  en: /;\s*|[,:]\s+(?:and (?:that )?|while |which |whereas |as well as |but |including )?|\s(?:and )?that\s|\s[–—]\s/gu,
  zh: /[，；：]/gu,
  ur: /[،؛:]\s*|\sکہ\s|\sاور\s(?=.{20})/gu,
};

/** A sentence, and each of its clauses. */
export function clausesIn(text: string, sentence: Span, lang: Language): Clause[] {
  const whole = text.slice(sentence.start, sentence.end);
  const parts: Clause[] = [{ ...sentence, text: whole, sentence }];
  let start = 0;
  const close = (end: number): void => {
    const raw = whole.slice(start, end).trim();
    const at = whole.indexOf(raw, start);
    if (raw.length > (lang === 'zh' ? 5 : 15) && raw.length < whole.length)
      parts.push({ start: sentence.start + at, end: sentence.start + at + raw.length, text: raw, sentence });
  };
  for (const match of whole.matchAll(JOINTS[lang])) {
    close(match.index);
    start = match.index + match[0].length;
  }
  close(whole.length);
  return parts;
}

/** The sentence that holds a place, by halving. */
export function sentenceAt(sentences: readonly Span[], at: number): Span | undefined {
  let [low, high] = [0, sentences.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const one = sentences[middle];
    if (one === undefined) return undefined;
    if (at < one.start) high = middle - 1;
    else if (at >= one.end) low = middle + 1;
    else return one;
  }
  return undefined;
}
