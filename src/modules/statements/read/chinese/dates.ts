import { SEASONS_ZH } from '../../data/calendar.ts';
import { iso, lastDay } from '../dates.ts';
import type { Span } from '../reading.ts';

export type ChineseDate = Span & { readonly value: string };

const YEAR = '(\\d{4}年|明年|今年|后年|去年)';
const PATTERN = new RegExp(
  `(?:${YEAR})?(?:(\\d{1,2})月(?:(\\d{1,2})日)?(底|末)?|(春|夏|秋|冬)季|第?([一二三四])季度|(上|下)半年)|${YEAR}(底|末)?`,
  'gu',
);

export function chineseDatesIn(text: string, offset: number, anchorYear: string): ChineseDate[] {
  return [...text.matchAll(PATTERN)].flatMap((match) => {
    const [, year1, month, day, end, season, quarter, half, year2, yearEnd] = match;
    const year = yearOf(year1 ?? year2, anchorYear);
    if (year === '') return [];
    const value =
      month !== undefined
        ? end === undefined
          ? iso(year, Number(month), day)
          : lastDay(year, Number(month))
        : season !== undefined
          ? `${year} ${SEASONS_ZH[season] ?? ''}`
          : quarter !== undefined
            ? `${year} Q${'一二三四'.indexOf(quarter) + 1}`
            : half !== undefined
              ? `${year} H${half === '上' ? 1 : 2}`
              : yearEnd !== undefined
                ? `${year}-12-31`
                : year;
    return [{ start: offset + match.index, end: offset + match.index + match[0].length, value }];
  });
}

function yearOf(words: string | undefined, anchor: string): string {
  if (words === undefined || anchor === '') return words === undefined ? anchor : (/^\d{4}/u.exec(words)?.[0] ?? '');
  const shift = { 明年: 1, 后年: 2, 去年: -1, 今年: 0 }[words];
  return shift === undefined ? words.slice(0, 4) : String(Number(anchor) + shift);
}
