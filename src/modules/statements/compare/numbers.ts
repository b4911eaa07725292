import { HALVES_UR, NUMBERS_UR, SCALES_UR, SOME_UR } from '../data/numbers-ur.ts';
import type { Language } from '../read/reading.ts';
import { countHan } from './numbers-zh.ts';

/**
 * How many, and the how-manieth: forty investigators, the fourth meeting. One is an article; two sides, and months and years, are
 * no count of what is undertaken.
 */
export type Counted = { readonly numbers: ReadonlySet<number>; readonly ordinals: ReadonlySet<number> };

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const VALUES: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, value) => [word, value] as const),
  ...TENS.map((word, tens) => [word, tens * 10] as const),
]);
const SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1000,
  million: 1_000_000,
  billion: 1_000_000_000,
};
const ORDINALS: ReadonlyMap<string, number> = new Map(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
    .split(' ')
    .map((word, at) => [word, at + 1] as const),
);

/** Some tens, some hundreds: what two accounts have in common is how large they say that it is. */
const SOME: ReadonlyMap<string, number> = new Map([
  ['tens', 10],
  ['dozens', 10],
  ['hundreds', 100],
  ['thousands', 1000],
  ['millions', 1_000_000],
]);

const URDU: ReadonlyMap<string, number> = new Map([
  ...NUMBERS_UR.map((word, value) => [word, value] as const),
  ['پچہتر', 75] as const,
  ['چھے', 6] as const,
]);
const URDU_ORDINALS: ReadonlyMap<string, number> = new Map(
  ['پہل', 'دوسر', 'تیسر', 'چوتھ', 'پانچو', 'چھٹ', 'ساتو', 'آٹھو', 'نوی', 'دسو'].map(
    (word, at) => [word, at + 1] as const,
  ),
);

/** Its digits are part of a larger number: "5 million", "52万", "۲۵ ہزار". */
const SCALED = String.raw`(?!(?:\.\d+)?(?:[百千万亿]| ?(?:سو|ہزار|لاکھ|کروڑ|ارب)(?![\u0621-\u06d3])| (?:hundred|thousand|million|billion)\b))`;
const NO_UNITS = '(?! ?(?:months?|weeks?|years?|sides?|countries|parties|个?月|年|国|方|ماہ|سال))';
const DIGITS = new RegExp(
  String.raw`(?<![\p{L}\d.])(\d{1,3}(?:,\d{3})+|\d{1,9})(st|nd|rd|th)?(?![\d\p{Script=Latin}])${SCALED}${NO_UNITS}`,
  'gu',
);

export function countedIn(text: string, lang: Language): Counted {
  const plain = plainDigits(text);
  const numbers = new Set<number>();
  const ordinals = new Set<number>();
  for (const [, digits, nth] of plain.matchAll(DIGITS)) {
    const value = Number((digits ?? '').replaceAll(',', ''));
    (nth === undefined ? numbers : ordinals).add(value);
  }
  if (lang === 'en') english(plain, numbers, ordinals);
  else if (lang === 'zh') countHan(plain, numbers, ordinals);
  else urdu(plain, numbers, ordinals);
  return { numbers: new Set([...numbers].filter((value) => value > 1)), ordinals };
}

/** Digits of Urdu, of Arabic and of full width as ASCII has them, with what divides their thousands. */
const plainDigits = (text: string): string =>
  text
    .replace(/[۰-۹٠-٩０-９]/gu, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/(?<=\d)[，٬،](?=\d{3}(?!\d))/gu, ',');

const NO_COUNT =
  /^(?:months?|weeks?|years?|sides?|countries|parties|nations|governments|ministers|ministries|delegations|states|leaders|services|police|heads|peoples|agencies|forces|units|centres|capitals)$/u;

function english(text: string, numbers: Set<number>, ordinals: Set<number>): void {
  let value: number | undefined;
  let isScaled = true; // digits alone are counted already
  for (const [word] of text.toLowerCase().matchAll(/(?<![a-z\d])\d[\d,]*(?:\.\d+)?(?![a-z\d])|[a-z]+|[^a-z\s-]/gu)) {
    const one = VALUES.get(word);
    const scale = SCALES[word];
    if (/^\d/u.test(word)) {
      value = Number(word.replaceAll(',', ''));
      isScaled = false;
    } else if (one !== undefined) value = (value ?? 0) + one;
    else if (scale !== undefined && value !== undefined) {
      value *= scale;
      isScaled = true;
    } else {
      const nth = ORDINALS.get(word);
      if (nth !== undefined) ordinals.add((isScaled ? (value ?? 0) : 0) + nth);
      else if (value !== undefined && isScaled && !NO_COUNT.test(word)) numbers.add(Math.round(value));
      const some = SOME.get(word);
      if (some !== undefined && value === undefined) numbers.add(some);
      value = undefined;
      isScaled = true;
    }
  }
  if (value !== undefined && isScaled) numbers.add(Math.round(value));
}

/** What a number word means beside it: this very way, newly elected, better. */
const NO_NUMBER_UR: ReadonlyMap<string, RegExp> = new Map([
  ['اسی', /^(?:طرح|سلسلے|دوران|لیے|لئے|وقت|تناظر|جذبے|مقصد|میں|سے|پر|کو|نے|کے|کی|کا|حوالے|سال|ماہ|روز|دن)$/u],
  ['نو', /^(?:منتخب|تعینات|جوان|عمر|آباد)/u],
  ['بہتر', /^(?!گھنٹ)/u],
]);
const NO_COUNT_UR = /^(?:ماہ|مہینے|مہینوں|سال|ہفتے|ہفتوں|طرفہ|ممالک|فریق|وزراء|بار|مرتبہ)$/u;

/** "دو لاکھ پچاس ہزار": what stands before a scale is how many of it there are, and the scales grow smaller. */
function urdu(text: string, numbers: Set<number>, ordinals: Set<number>): void {
  const words = [...text.matchAll(/\d[\d,]*(?:\.\d+)?|[\u0621-\u06d3]+|[^\s]/gu)].map(([word]) => word);
  let total = 0; // of whole scales
  let value: number | undefined;
  let isWorded = false; // digits alone are counted already
  let hasHalf = false;
  const end = (next: string) => {
    const sum = total + (value ?? 0);
    if (isWorded && Number.isInteger(sum) && !NO_COUNT_UR.test(next)) numbers.add(sum);
    [total, value, isWorded, hasHalf] = [0, undefined, false, false];
  };
  for (const [at, word] of words.entries()) {
    const one = NO_NUMBER_UR.get(word)?.test(words[at + 1] ?? '') ? undefined : (URDU.get(word) ?? HALVES_UR.get(word));
    const scale = SCALES_UR.get(word);
    if (/^\d/u.test(word)) {
      end(word);
      value = Number(word.replaceAll(',', ''));
    } else if (one !== undefined) {
      if (value !== undefined && value % 100 !== 0) end(word);
      value = (value ?? 0) + one + (hasHalf ? 0.5 : 0);
      [isWorded, hasHalf] = [true, false];
    } else if (scale === 100) [value, isWorded] = [(value ?? 1) * scale, true];
    else if (scale !== undefined) [total, value, isWorded] = [total + (value ?? 1) * scale, undefined, true];
    else {
      end(word);
      hasHalf = word === 'ساڑھے';
      const some = SOME_UR.get(word);
      if (some !== undefined) numbers.add(some);
    }
    if (word.length <= 7)
      for (const [root, nth] of URDU_ORDINALS)
        if (word.startsWith(root) && word.length - root.length <= 3 && word !== root) ordinals.add(nth);
  }
  end('');
}
