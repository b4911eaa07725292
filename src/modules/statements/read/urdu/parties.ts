import { COUNTRIES } from '../../data/countries.ts';
import { ORGANISATIONS } from '../../data/organisations.ts';
import { UNNAMED } from '../parties.ts';
import { plainLetters } from './script.ts';

/** Sides of an Urdu statement: countries of the world list with their adjectives, and invented names by where they stand. */
export type UrduSides = {
  readonly parties: Readonly<Record<string, readonly string[]>>;
  readonly letters: readonly string[];
  readonly aliases: readonly (readonly [string, string])[];
  readonly issuer?: string;
};

type Known = { readonly names: readonly string[]; readonly english: string; readonly organisation: boolean };

/** Adjectives and short forms that do not simply add ی. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  PK: ['پاک'],
  SA: ['سعودی'],
  US: ['امریکا', 'امریکی'],
  GB: ['برطانوی'],
  AF: ['افغان'],
  TR: ['ترکی', 'ترکیہ', 'ترک'],
  IN: ['ہندوستان'],
  AE: ['اماراتی'],
  FR: ['فرانسیسی'],
  DE: ['جرمن'],
  JP: ['جاپانی'],
  CN: ['چینی'],
  MY: ['ملائیشیا', 'ملائیشین'],
};
const WORLD: readonly Known[] = [
  ...COUNTRIES.map((country) => ({
    names: [...country.ur, ...(ALSO[country.code] ?? [])].map(plainLetters),
    english: country.names[0] ?? '',
    organisation: false,
  })),
  ...ORGANISATIONS.map((item) => ({
    names: item.ur.map(plainLetters),
    english: item.names[0] ?? '',
    organisation: true,
  })),
];
const WORD = '[\\u0621-\\u064a\\u066e-\\u06d3\\u06d5\\u06fa-\\u06ff]';
const HEAD = 260;
const MINISTRY =
  '(?:وزیر|وزارت|وزرا|وفد|حکومت|صدر|سفیر|سفارت|قونصل|سیکرٹری|سیکریٹری|پولیس|شہری|باشند|نائب|فریق|مشترکہ|فوج|ڈائریکٹر|انسپکٹر|اٹارنی|قومی|داخلہ|ایڈیشنل)';
const NOT_A_NAME =
  /^(?:اس|ان|یہ|وہ|دونوں|دو|وفاقی|وزیر|وزراء|وزرا|انہوں|جس|جن|ملک|ممالک|ملکوں|فریقین|فریقوں|کے|کی|کا|کو|سے|میں|اور|پر|نے|کہ|مشترکہ|اپنے|اپنی|ہر|نائب|خارجہ|داخلہ|دفاع|قانون|انصاف|پولیس|وزارت|فریق|رہنماؤں|ڈائریکٹر|جنرل|سیکرٹری|سیکریٹری|سفیر|اجلاس|ملاقات|گروپ|ورکنگ|امور|تحفظ|حکام|حکومت|وفد|ترجمان|بیان|جمہوریہ|مملکت|فیڈریشن|دوران|درمیان|بعد|مطابق|بارے|خلاف|لیے|ساتھ|ایک|علاقوں|تعلقات|سلامتی|قومی|جانب|طرف|موقع|عوام|خطے|سرحد|ٹیم|کمیٹی|کونسل|مذاکرات|دہشت|گردی|منشیات|انسداد|مسلح|افواج|فوجی|عوامی|صوبوں|اہلکاروں|شہریوں|ہم|منصب|کیا|گیا|ہے|تھا|بھی|کر|والے|والی|نئے|اعلیٰ|اعلی|سطح|مشیر|صدر|وزیراعظم|اعظم|قیادت|بارڈر)$/u;

/** Word boundaries by hand: `\b` knows no Arabic letters. */
const cache = new Map<string, RegExp>();
function pattern(name: string): RegExp {
  const known = cache.get(name);
  if (known) return known;
  const made = new RegExp(`(?<!${WORD})${name.replace(/[.*+?^$(){}|[\]\\]/gu, '')}(?:ی|وں)?(?!${WORD})`, 'gu');
  if (cache.size > 2000) cache.clear();
  cache.set(name, made);
  return made;
}
export const countOf = (text: string, name: string): number =>
  text.includes(name) ? (text.match(pattern(name))?.length ?? 0) : 0;
export const has = (text: string, name: string): boolean => countOf(text, name) > 0;

export function urduSidesOf(text: string): UrduSides {
  const scores = new Map<Known, number>();
  const head = text.slice(0, HEAD);
  for (const known of WORLD) {
    const count = known.names.reduce((sum, name) => Math.max(sum, countOf(text, name)), 0);
    if (count > 0)
      scores.set(
        known,
        (count + (known.names.some((name) => has(head, name)) ? 3 : 0)) * (known.organisation ? 0.4 : 1),
      );
  }
  for (const [name, weight] of invented(text))
    scores.set({ names: [name], english: '', organisation: false }, weight + (has(head, name) ? 3 : 0));
  const three = /(?:تینوں|سہ فریقی|تین ممالک)/u.test(head);
  const chosen = [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, three ? 3 : 2)
    .map(([known]) => known);
  const first = (known: Known): number =>
    Math.min(...known.names.map((name) => text.search(pattern(name))).filter((at) => at >= 0));
  chosen.sort((a, b) => first(a) - first(b));
  const parties: Record<string, readonly string[]> = {};
  const aliases: [string, string][] = [];
  chosen.forEach((known, index) => {
    const letter = String.fromCharCode(65 + index);
    const own = known.names.filter((name, n) => n === 0 || has(text, name));
    parties[letter] = known.english === '' ? own : [...own, known.english];
    for (const name of own) aliases.push([name, letter]);
  });
  aliases.sort((a, b) => b[0].length - a[0].length);
  const opening =
    text
      .trim()
      .split('\n')
      .slice(0, 3)
      .find((line) => /وزارت|دفتر|سفارت|حکومت/u.test(line) && line.length < 90) ?? '';
  const issuers = new Set(aliases.filter(([name]) => has(opening, name)).map(([, letter]) => letter));
  const [issuer] = issuers.size === 1 ? issuers : [];
  const letters = Object.keys(parties);
  while (letters.length < 2) letters.push(UNNAMED.repeat(letters.length + 1));
  return { parties, letters, aliases, ...(issuer ? { issuer } : {}) };
}

function invented(text: string): Map<string, number> {
  const W = `(${WORD}{3,16})`;
  const patterns = [
    new RegExp(`(?<!${WORD})${W} (?:کے|کی|کا) (?:وفاقی )?${MINISTRY}`, 'gu'),
    new RegExp(`(?:وزارت|دفتر|سفارت)[^\\n۔]{0,60}، (?:جمہوریہ |مملکت )?${W}\\s*$`, 'gmu'),
    new RegExp(`(?:^|۔ |کہ |، |جبکہ )${W} (?:نے|کی جانب سے|کی طرف سے)(?!${WORD})`, 'gmu'),
    new RegExp(`(?:جمہوریہ|مملکت|ریاست) ${W}`, 'gu'),
    new RegExp(`(?<!${WORD})${W} (?:فیڈریشن|ریپبلک)`, 'gu'),
    new RegExp(`(?:^|[۔،:] |\\n)${W} اور ${WORD}{3,16} (?:کے|کی|نے)(?!${WORD})`, 'gu'),
    new RegExp(`(?:^|[۔،:] |\\n)${WORD}{3,16} اور ${W} (?:کے|کی|نے)(?!${WORD})`, 'gu'),
  ];
  const weights = new Map<string, number>();
  for (const one of patterns)
    for (const match of text.matchAll(one)) {
      const name = match[1] ?? '';
      if (
        NOT_A_NAME.test(name) ||
        WORLD.some((known) => known.names.some((other) => other.includes(name) || name === `${other}ی`))
      )
        continue;
      weights.set(name, (weights.get(name) ?? 0) + 2);
    }
  for (const [name, weight] of weights) {
    const count = countOf(text, name);
    // told of once, it is a country only where it has a minister
    if (count < 2 && !new RegExp(`${name} (?:کے|کی) (?:وفاقی )?(?:وزیر|وزارت|سفیر)`, 'u').test(text))
      weights.delete(name);
    else weights.set(name, count < 2 ? 1 : weight + count);
  }
  return weights;
}

const BOTH = /دونوں|فریقین|ہر فریق|ہر دو|تینوں|(?:مشترکہ )?ورکنگ گروپ|رابطہ کار|ہم /u;

export function urduLetters(text: string, sides: UrduSides): string[] {
  if (BOTH.test(text)) return [...sides.letters];
  const found = new Set<string>();
  let rest = text;
  for (const [name, letter] of sides.aliases)
    if (has(rest, name)) {
      found.add(letter);
      rest = rest.replace(pattern(name), ' ');
    }
  return [...found].sort();
}
