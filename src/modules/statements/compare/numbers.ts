import type { Language } from '../read/reading.ts';

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

const URDU: ReadonlyMap<string, number> = new Map(
  (
    [
      [2, 'دو'],
      [3, 'تین'],
      [4, 'چار'],
      [5, 'پانچ'],
      [6, 'چھ'],
      [7, 'سات'],
      [8, 'آٹھ'],
      [9, 'نو'],
      [10, 'دس'],
      [11, 'گیارہ'],
      [12, 'بارہ'],
      [13, 'تیرہ'],
      [14, 'چودہ'],
      [15, 'پندرہ'],
      [16, 'سولہ'],
      [17, 'سترہ'],
      [18, 'اٹھارہ'],
      [19, 'انیس'],
      [20, 'بیس'],
      [24, 'چوبیس'],
      [25, 'پچیس'],
      [30, 'تیس'],
      [35, 'پینتیس'],
      [40, 'چالیس'],
      [45, 'پینتالیس'],
      [48, 'اڑتالیس'],
      [50, 'پچاس'],
      [60, 'ساٹھ'],
      [70, 'ستر'],
      [72, 'بہتر'],
      [75, 'پچھتر'],
      [80, 'اسی'],
      [90, 'نوے'],
      [100, 'سو'],
    ] as const
  ).map(([value, word]) => [word, value] as const),
);
const URDU_ORDINALS: ReadonlyMap<string, number> = new Map(
  ['پہل', 'دوسر', 'تیسر', 'چوتھ', 'پانچو', 'چھٹ', 'ساتو', 'آٹھو', 'نوی', 'دسو'].map(
    (word, at) => [word, at + 1] as const,
  ),
);

export function countedIn(text: string, lang: Language): Counted {
  const plain = text.replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0));
  const numbers = new Set<number>();
  const ordinals = new Set<number>();
  for (const [, digits, nth] of plain.matchAll(
    /(?<![\p{L}\d.])(\d{1,3}(?:,\d{3})+|\d{1,9})(st|nd|rd|th)?(?![\d\p{Script=Latin}])(?! ?(?:months?|weeks?|years?|sides?|countries|parties|个?月|年|国|方|ماہ|سال))/gu,
  )) {
    const value = Number((digits ?? '').replaceAll(',', ''));
    (nth === undefined ? numbers : ordinals).add(value);
  }
  if (lang === 'en') english(plain, numbers, ordinals);
  else if (lang === 'zh') chinese(plain, numbers, ordinals);
  else urdu(plain, numbers, ordinals);
  return { numbers: new Set([...numbers].filter((value) => value > 1)), ordinals };
}

const NO_COUNT =
  /^(?:months?|weeks?|years?|sides?|countries|parties|nations|governments|ministers|ministries|delegations|states|leaders|services|police|heads|peoples|agencies|forces|units|centres|capitals)$/u;

function english(text: string, numbers: Set<number>, ordinals: Set<number>): void {
  let value: number | undefined;
  for (const [word] of text.toLowerCase().matchAll(/[a-z]+|[^a-z\s-]/gu)) {
    const one = VALUES.get(word);
    const scale = SCALES[word];
    if (one !== undefined) value = (value ?? 0) + one;
    else if (scale !== undefined && value !== undefined) value *= scale;
    else {
      const nth = ORDINALS.get(word);
      if (nth !== undefined) ordinals.add((value ?? 0) + nth);
      else if (value !== undefined && !NO_COUNT.test(word)) numbers.add(value);
      value = undefined;
    }
  }
  if (value !== undefined) numbers.add(value);
}

const HAN = '零一二三四五六七八九';
const HAN_NUMBER =
  /(第)?([零一二三四五六七八九十百千万两]{1,9})(?=(余|多)?(?!个?月|年|国|方|部|次|届|国)[\p{Script=Han}])/gu;

function chinese(text: string, numbers: Set<number>, ordinals: Set<number>): void {
  for (const [, nth, words = ''] of text.matchAll(HAN_NUMBER)) {
    const value = hanValue(words);
    if (value !== undefined) (nth === undefined ? numbers : ordinals).add(value);
  }
}

function hanValue(words: string): number | undefined {
  let total = 0;
  let digit: number | undefined;
  for (const char of words.replaceAll('两', '二')) {
    const scale = { 十: 10, 百: 100, 千: 1000, 万: 10_000 }[char];
    if (scale === undefined) {
      if (digit !== undefined && digit !== 0) return undefined; // "二三" is an estimate, not a number
      digit = HAN.indexOf(char);
    } else if (scale === 10_000) {
      total = (total + (digit ?? 0)) * scale;
      digit = 0;
    } else {
      total += (digit ?? 1) * scale;
      digit = 0;
    }
  }
  return total + (digit ?? 0);
}

function urdu(text: string, numbers: Set<number>, ordinals: Set<number>): void {
  for (const [word, next = ''] of text.matchAll(/[\u0621-\u06d3]+(?=(?: ([\u0621-\u06d3]+))?)/gu)) {
    const value = URDU.get(word);
    if (value !== undefined && !/^(?:ماہ|مہینے|مہینوں|سال|ہفتے|ہفتوں|طرفہ|ممالک|فریق|وزراء|بار|مرتبہ)$/u.test(next))
      numbers.add(value);
    if (word.length <= 7)
      for (const [root, nth] of URDU_ORDINALS)
        if (word.startsWith(root) && word.length - root.length <= 3 && word !== root) ordinals.add(nth);
  }
}
