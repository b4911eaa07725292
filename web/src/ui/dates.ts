import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';

export { isOverdue, lastDay } from '#kernel/lifecycle/stated-date.ts';

const TAGS: Readonly<Record<string, string>> = { en: 'en-GB', 'zh-Hans': 'zh-Hans-CN', ur: 'ur-PK' };

function tag(locale: string): string {
  return TAGS[locale] ?? locale;
}

const made = new Map<string, Intl.DateTimeFormat>();

/** To make one costs a hundred times what it costs to use it, and a page shows a hundred dates. */
function formatter(locale: string, form: Intl.DateTimeFormatOptions, timeZone?: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone ?? ''} ${JSON.stringify(form)}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = new Intl.DateTimeFormat(tag(locale), { ...form, ...(timeZone === undefined ? {} : { timeZone }) });
  made.set(key, fresh);
  return fresh;
}

/** In a time zone by its IANA name, or the browser's own. */
export function formatMoment(iso: string, locale: string, timeZone?: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  // h23: Urdu's default day periods are not understood by readers of schedules.
  const form: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' };
  return formatter(locale, form, timeZone).format(at);
}

/** The zone as people of a region call it at that moment: `GMT+5`, `Central European Summer Time`. */
export function zoneName(iso: string, locale: string, timeZone?: string, style: 'short' | 'long' = 'short'): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  const parts = formatter(locale, { timeZoneName: style }, timeZone).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

const SPANS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365.25 * DAY_MS],
  ['month', 30.44 * DAY_MS],
  ['week', 7 * DAY_MS],
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How long ago, or how soon, in the largest unit that it fills. */
export function formatDistance(iso: string, locale: string, now: Date): string {
  const distance = new Date(iso).getTime() - now.getTime();
  if (Number.isNaN(distance)) return iso;
  const words = new Intl.RelativeTimeFormat(tag(locale), { numeric: 'auto' });
  const [unit, length] = SPANS.find(([, ms]) => Math.abs(distance) >= ms) ?? ['second', 1_000];
  return words.format(Math.trunc(distance / length), unit);
}

/** The hour of a moment. */
export function formatTime(iso: string, locale: string, timeZone?: string): string {
  const form: Intl.DateTimeFormatOptions = { timeStyle: 'short', hourCycle: 'h23' };
  return formatter(locale, form, timeZone).format(new Date(iso));
}

const DAY_FORMS = {
  month: { year: 'numeric', month: 'long' },
  weekday: { weekday: 'short' },
  whole: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  number: { day: 'numeric' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

/** A day of the calendar, `YYYY-MM-DD`. */
export function formatDay(day: string, locale: string, form: keyof typeof DAY_FORMS): string {
  return formatter(locale, DAY_FORMS[form], 'UTC').format(new Date(`${day}T00:00:00Z`));
}

/** A date as exact as the source gave it: a day, a month, a year, a quarter (`2032 Q1`) or half (`2033 H1`). */
export function formatDate(date: string, locale: string): string {
  const whole = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(date);
  if (whole === null) return date;
  const [, year, month, day] = whole;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)));
  if (Number.isNaN(at.getTime())) return date;
  const form: Intl.DateTimeFormatOptions =
    day === undefined ? { year: 'numeric', month: 'long' } : { year: 'numeric', month: 'short', day: 'numeric' };
  return formatter(locale, form, 'UTC').format(at);
}

export type Cadence = { readonly months: number } | { readonly days: number };

const UNITS: Readonly<Record<string, Cadence>> = {
  day: { days: 1 },
  week: { days: 7 },
  fortnight: { days: 14 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { months: 12 },
};
const COUNTS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const ADVERBS: Readonly<Record<string, string>> = {
  weekly: 'every week',
  fortnightly: 'every fortnight',
  monthly: 'every month',
  quarterly: 'every quarter',
  'half-yearly': 'every six months',
  annual: 'every year',
  annually: 'every year',
  yearly: 'every year',
  'twice a year': 'every six months',
  'twice per year': 'every six months',
  'three times a year': 'every four months',
  'four times a year': 'every three months',
};

/** ISO 8601 durations and the wordings that readers of statements write. Undefined if it is neither. */
export function parseCadence(text: string): Cadence | undefined {
  const iso = /^P(\d+)([DWMY])$/.exec(text.trim());
  if (iso !== null) {
    const unit = { D: 'day', W: 'week', M: 'month', Y: 'year' }[iso[2] ?? ''] ?? '';
    return times(Number(iso[1]), unit);
  }
  const words = text.trim().toLowerCase();
  const plain = ADVERBS[words] ?? words;
  const match = /^(?:once )?(?:every|each|per|a) (?:(other|second|\d+|[a-z]+) )?([a-z]+?)s?$/.exec(plain);
  if (match === null) return undefined;
  const [, count, unit = ''] = match;
  if (count === undefined) return times(1, unit);
  if (count === 'other' || count === 'second') return times(2, unit);
  return times(/^\d+$/.test(count) ? Number(count) : COUNTS.indexOf(count) + 1, unit);
}

function times(count: number, name: string): Cadence | undefined {
  const unit = UNITS[name];
  if (unit === undefined || count < 1) return undefined;
  return 'days' in unit ? { days: unit.days * count } : { months: unit.months * count };
}

/** The first date of the series that began at `from` which is not before `now`. */
export function nextBy(cadence: Cadence, from: Date, now: Date): Date {
  const step = (turn: number) => {
    const next = new Date(from);
    if ('months' in cadence) next.setUTCMonth(next.getUTCMonth() + cadence.months * turn);
    else next.setUTCDate(next.getUTCDate() + cadence.days * turn);
    return next;
  };
  const length = 'months' in cadence ? cadence.months * 30 * DAY_MS : cadence.days * DAY_MS;
  let turn = Math.max(1, Math.floor((now.getTime() - from.getTime()) / length) - 1);
  while (step(turn).getTime() < now.getTime()) turn += 1;
  return step(turn);
}

export function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
