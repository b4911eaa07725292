import { MONTHS_UR, SEASONS_UR } from '../../data/calendar.ts';
import { iso, lastDay } from '../dates.ts';
import type { Span } from '../reading.ts';

export type UrduDate = Span & { readonly value: string };

const D = '[\\d۰-۹٠-٩]';
const MONTH = MONTHS_UR.map((names) => names.join('|')).join('|');
const YEAR = `(?:[ ،]*(?:سنہ )?([12۱۲]${D}{3})ء?)?`;
const PATTERN = new RegExp(
  `(?:(${D}{1,2}) (?:سے ${D}{1,2} )?)?(${MONTH})(?![\\p{L}])${YEAR}( کے (?:آخر|اختتام|اواخر))?|(?:(?<!${D})([12۱۲]${D}{3})ء? کے )?موسم (${Object.keys(SEASONS_UR).join('|')})(?![\\p{L}])${YEAR}|(?<!${D})((?:19|20|21|۱۹|۲۰|۲۱)${D}{2})ء?(?: کی (پہلی|دوسری|تیسری|چوتھی) سہ ?ماہی| کی (پہلی|دوسری) ششماہی| کے (آخر|اختتام))?(?!${D})|((?:آئندہ|اگلے) سال)|((?:رواں|اس) سال)(?: کے (آخر|اختتام))?`,
  'gu',
);
const ORDER = ['پہلی', 'دوسری', 'تیسری', 'چوتھی'];

const western = (digits: string | undefined): string | undefined =>
  digits
    ?.replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660));

export function urduDatesIn(text: string, offset: number, anchorYear: string): UrduDate[] {
  return [...text.matchAll(PATTERN)].flatMap((match) => {
    const [
      all,
      day,
      month,
      year,
      end,
      seasonYear1,
      season,
      seasonYear2,
      bare,
      quarter,
      half,
      bareEnd,
      next,
      ,
      thisEnd,
    ] = match;
    const of = western(year ?? seasonYear1 ?? seasonYear2 ?? bare) ?? anchorYear;
    if (of === '') return [];
    const number = month === undefined ? 0 : MONTHS_UR.findIndex((names) => names.includes(month)) + 1;
    const value = month
      ? end
        ? lastDay(of, number)
        : iso(of, number, western(day))
      : season
        ? `${of} ${SEASONS_UR[season] ?? ''}`
        : quarter
          ? `${of} Q${ORDER.indexOf(quarter) + 1}`
          : half
            ? `${of} H${ORDER.indexOf(half) + 1}`
            : next
              ? String(Number(of) + 1)
              : bareEnd || thisEnd
                ? `${of}-12-31`
                : of;
    return [{ start: offset + match.index, end: offset + match.index + all.length, value }];
  });
}
