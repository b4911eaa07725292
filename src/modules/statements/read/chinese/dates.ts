import { SEASONS_ZH } from '../../data/calendar.ts';
import { iso, lastDay } from '../dates.ts';
import type { Span } from '../reading.ts';

export type ChineseDate = Span & { readonly value: string };
/** The document's own year or month, as ISO: what "next year" and "the 9th" are counted from. */
export type Anchor = string;

const monthIn = (anchor: Anchor): number | undefined => (anchor.length >= 7 ? Number(anchor.slice(5, 7)) : undefined);

const DIGIT = '〇零一二三四五六七八九';
const N = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';
const YEAR = '(?:(?:\\d{4}|[〇零一二三四五六七八九]{4})年|明年|今年|后年|去年|次年|翌年|本年)';
const PATTERN = new RegExp(
  `(${YEAR})?(?:的)?(?:(${N}|本|下个?|上个?)月(?:份)?(?:(${N})[日号])?(底|末|下旬|初|上旬|中旬)?|(春|夏|秋|冬)(?:季|天)|第?([一二三四1-4])季度|(上|下)半年|(年?底|年?末))|今(春|夏|秋|冬)|(${YEAR})(?:(内)|(?=[^\\d]|$))|(?<![\\d月])(\\d{1,2})日`,
  'gu',
);

export function chineseDatesIn(text: string, offset: number, anchor: Anchor): ChineseDate[] {
  const ownMonth = monthIn(anchor);
  return [...text.matchAll(PATTERN)].flatMap((match) => {
    const [all, year1, month, day, part, season, quarter, half, yearEnd, thisSeason, year2, , bareDay] = match;
    const year = yearOf(year1 ?? year2, anchor.slice(0, 4));
    if (year === '' || (yearEnd !== undefined && year1 === undefined && !yearEnd.startsWith('年'))) return [];
    const value =
      month !== undefined
        ? monthOf(month, { year, day, part, anchor })
        : (season ?? thisSeason) !== undefined
          ? `${year} ${SEASONS_ZH[season ?? thisSeason ?? ''] ?? ''}`
          : quarter !== undefined
            ? `${year} Q${numberOf(quarter)}`
            : half !== undefined
              ? `${year} H${half === '上' ? 1 : 2}`
              : yearEnd !== undefined
                ? `${year}-12-31`
                : bareDay !== undefined
                  ? ownMonth === undefined
                    ? undefined
                    : iso(year, ownMonth, bareDay)
                  : year;
    return value === undefined ? [] : [{ start: offset + match.index, end: offset + match.index + all.length, value }];
  });
}

function monthOf(
  words: string,
  of: {
    readonly year: string;
    readonly day: string | undefined;
    readonly part: string | undefined;
    readonly anchor: Anchor;
  },
): string | undefined {
  const relative = { 本: 0, 下: 1, 下个: 1, 上: -1, 上个: -1 }[words];
  if (relative !== undefined) {
    const own = monthIn(of.anchor);
    if (own === undefined) return undefined;
    const months = Number(of.year) * 12 + own - 1 + relative;
    return iso(String(Math.floor(months / 12)), (months % 12) + 1, undefined);
  }
  const month = numberOf(words);
  if (month < 1 || month > 12) return undefined;
  if (of.day !== undefined) return iso(of.year, month, String(numberOf(of.day)));
  return of.part === '底' || of.part === '末' ? lastDay(of.year, month) : iso(of.year, month, undefined);
}

/** "十二" and "12" alike, up to ninety-nine. */
export function numberOf(words: string): number {
  if (/^\d+$/u.test(words)) return Number(words);
  const [tens, ones] = words.includes('十') ? words.split('十') : ['', words];
  const digit = (one: string | undefined): number => (one ? Math.max(0, DIGIT.indexOf(one) - 1) : 0);
  return words.includes('十') ? (tens === '' ? 1 : digit(tens)) * 10 + digit(ones) : digit(ones);
}

function yearOf(words: string | undefined, anchor: string): string {
  if (words === undefined) return anchor;
  const written = /^[\d〇零一二三四五六七八九]{4}/u.exec(words)?.[0];
  if (written !== undefined)
    return Array.from(written)
      .map((one) => (/\d/u.test(one) ? one : String(Math.max(0, DIGIT.indexOf(one) - 1))))
      .join('');
  if (anchor === '') return '';
  const shift = { 明: 1, 次: 1, 翌: 1, 后: 2, 去: -1 }[words[0] ?? ''] ?? 0;
  return String(Number(anchor) + shift);
}

/** The first full date of the text, or the first year. */
export function anchorOf(text: string): Anchor {
  const dated =
    new RegExp(`(\\d{4}|[〇零一二三四五六七八九]{4})年(${N})月`, 'u').exec(text) ??
    /(\d{4})[-./](\d{1,2})[-./]\d{1,2}/u.exec(text);
  const year = yearOf(`${dated?.[1] ?? /(?<!\d)((?:19|20|21)\d\d)(?=年|[-./])/u.exec(text)?.[1] ?? ''}年`, '');
  return dated?.[2] === undefined ? year : iso(year, numberOf(dated[2]));
}
