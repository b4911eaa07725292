import { MONTHS_EN, MONTH_SHORT_EN, SEASONS_EN } from '../data/calendar.ts';
import type { Span } from './reading.ts';

/** Dates as far as the text goes: `2031-09-30`, `2031-09`, `2031 autumn`, `2032 Q1`, `2031`. The year comes from `anchor` when left out. */
export type DateMention = Span & { readonly value: string; readonly yearGiven: boolean };

const MONTH = `(?:${[...MONTHS_EN, ...Object.keys(MONTH_SHORT_EN)].join('|')})\\b\\.?`;
const YEAR = '(?:19|20|21)\\d\\d';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';

const PATTERNS: readonly { readonly re: RegExp; readonly read: (g: readonly string[], year: string) => string }[] = [
  { re: new RegExp(`\\b(${YEAR})-(\\d\\d)-(\\d\\d)\\b`, 'giu'), read: (g) => `${g[1]}-${g[2]}-${g[3]}` },
  {
    re: new RegExp(`\\b(?:the )?end of (${MONTH}),? ?(${YEAR})?`, 'giu'),
    read: (g, y) => lastDay(g[2] || y, monthOf(g[1])),
  },
  {
    re: new RegExp(`\\b(${DAY})(?:\\s?[-–]\\s?\\d{1,2})? (?:of )?(${MONTH}),? ?(${YEAR})?`, 'giu'),
    read: (g, y) => iso(g[3] || y, monthOf(g[2]), g[1]),
  },
  {
    re: new RegExp(`\\b(${MONTH}) (${DAY})(?!\\d)(?:\\s?[-–]\\s?\\d{1,2})?(?:,? (${YEAR}))?`, 'giu'),
    read: (g, y) => iso(g[3] || y, monthOf(g[1]), g[2]),
  },
  { re: new RegExp(`\\b(${MONTH}),? (?:of )?(${YEAR})`, 'giu'), read: (g) => iso(g[2], monthOf(g[1])) },
  {
    re: new RegExp(`\\b(first|second|third|fourth) quarter(?: of (${YEAR}))?`, 'giu'),
    read: (g, y) => `${g[2] || y} Q${['first', 'second', 'third', 'fourth'].indexOf(g[1]?.toLowerCase() ?? '') + 1}`,
  },
  {
    re: new RegExp(`\\b(first|second) half(?: of (${YEAR}|next year))?`, 'giu'),
    read: (g, y) =>
      `${/^n/iu.test(g[2] ?? '') ? Number(y) + 1 : g[2] || y} H${g[1]?.toLowerCase() === 'first' ? 1 : 2}`,
  },
  {
    re: new RegExp(`\\b(spring|summer|autumn|fall|winter)(?: of| in)? ?(${YEAR})?`, 'giu'),
    read: (g, y) => `${g[2] || y} ${SEASONS_EN[g[1]?.toLowerCase() ?? ''] ?? ''}`,
  },
  {
    re: new RegExp(`\\b(?:the )?end of (?:the year|this year|(${YEAR}))`, 'giu'),
    read: (g, y) => `${g[1] || y}-12-31`,
  },
  { re: /\bnext year\b/giu, read: (_g, y) => (y === '' ? '' : String(Number(y) + 1)) },
  {
    re: new RegExp(
      `(?<=\\b(?:In|On|By|in|by|on|for|of|last|next|this|since|until|before|from|during|late|early) )(${MONTHS_EN.map((m) => m[0]?.toUpperCase() + m.slice(1)).join('|')})\\b`,
      'gu',
    ),
    read: (g, y) => iso(y, monthOf(g[1])),
  },
  {
    re: new RegExp(`\\b(?:in|by|during|of|before|for|since|year|outset of|end of|until) (${YEAR})\\b`, 'giu'),
    read: (g) => g[1] ?? '',
  },
];

export function datesIn(text: string, offset: number, anchorYear: string): DateMention[] {
  const found: DateMention[] = [];
  // what one pattern took the next leave alone; marked by place, for a text may hold thousands
  const taken = new Uint8Array(text.length + 1);
  for (const { re, read } of PATTERNS) {
    for (const match of text.matchAll(re)) {
      const start = offset + match.index;
      const end = start + match[0].trimEnd().length;
      if (taken.subarray(start - offset, end - offset).includes(1)) continue;
      const value = read(match, anchorYear).trim();
      if (!/^\d{4}/u.test(value)) continue;
      taken.fill(1, start - offset, end - offset);
      found.push({ start, end, value, yearGiven: match[0].includes(value.slice(0, 4)) });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function monthOf(name: string | undefined): number {
  const lower = (name ?? '').toLowerCase().replace('.', '');
  return MONTH_SHORT_EN[lower] ?? MONTHS_EN.indexOf(lower as (typeof MONTHS_EN)[number]) + 1;
}

export function iso(year: string | undefined, month: number, day?: string): string {
  if (!year) return '';
  const dayNumber = day === undefined ? 0 : Number.parseInt(day, 10);
  const head = `${year}-${String(month).padStart(2, '0')}`;
  return dayNumber >= 1 && dayNumber <= 31 ? `${head}-${String(dayNumber).padStart(2, '0')}` : head;
}

export function lastDay(year: string | undefined, month: number): string {
  if (!year) return '';
  return iso(year, month, String(new Date(Date.UTC(Number(year), month, 0)).getUTCDate()));
}

/** A text that has said no date by then says none of its own. */
const MOST_PLACES = 400;

/** The document's own date: front matter, then a dateline, then the first full date of the text. */
export function documentDate(frontDate: string | undefined, texts: readonly string[]): string | undefined {
  if (frontDate !== undefined) return frontDate;
  let yearOnly: string | undefined;
  for (const text of texts.slice(0, MOST_PLACES)) {
    const full = datesIn(text, 0, '').filter((date) => date.yearGiven);
    const exact = full.find((date) => date.value.length === 10);
    if (exact) return exact.value;
    yearOnly ??= full[0]?.value.slice(0, 4);
  }
  return yearOnly;
}
