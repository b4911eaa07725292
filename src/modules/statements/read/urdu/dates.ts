import { MONTHS_UR, SEASONS_UR } from '../../data/calendar.ts';
import { iso, lastDay } from '../dates.ts';
import type { Span } from '../reading.ts';

export type UrduDate = Span & { readonly value: string };

const MONTH = MONTHS_UR.map((names) => names.join('|')).join('|');
const YEAR = '(?:[ ،]*([12۱۲][\\d۰-۹]{3})ء?)?';
const PATTERN = new RegExp(
  `(?:([\\d۰-۹]{1,2}) )?(${MONTH})${YEAR}( کے (?:آخر|اختتام))?|(?:موسم )?(${Object.keys(SEASONS_UR).join('|')})(?![\\u0621-\\u06ff])${YEAR}|(?<![\\d۰-۹])((?:19|20|21)\\d\\d)ء?|(آئندہ سال|اگلے سال)`,
  'gu',
);

const western = (digits: string | undefined): string | undefined =>
  digits?.replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0));

export function urduDatesIn(text: string, offset: number, anchorYear: string): UrduDate[] {
  return [...text.matchAll(PATTERN)].flatMap((match) => {
    const [all, day, month, year, end, season, seasonYear, bare, next] = match;
    const of = western(year ?? seasonYear) ?? anchorYear;
    if (of === '' && bare === undefined) return [];
    const number = month === undefined ? 0 : MONTHS_UR.findIndex((names) => names.includes(month)) + 1;
    const value =
      bare ??
      (next
        ? String(Number(anchorYear) + 1)
        : season
          ? `${of} ${SEASONS_UR[season] ?? ''}`
          : end
            ? lastDay(of, number)
            : iso(of, number, western(day)));
    return [{ start: offset + match.index, end: offset + match.index + all.length, value }];
  });
}
