const TAGS: Readonly<Record<string, string>> = { en: 'en-GB', 'zh-Hans': 'zh-Hans-CN', ur: 'ur-PK' };
const DAY_MS = 86_400_000;

function tag(locale: string): string {
  return TAGS[locale] ?? locale;
}

export function formatMoment(iso: string, locale: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  // h23: Urdu's default day periods are not understood by readers of schedules.
  return new Intl.DateTimeFormat(tag(locale), { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }).format(at);
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
  return new Intl.DateTimeFormat(tag(locale), { ...form, timeZone: 'UTC' }).format(at);
}

/** The last day that a date as stated can mean; by it a commitment is due. Undefined if it is only words. */
export function lastDay(date: string): Date | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?| Q([1-4])| H([12]))?(?:T.*)?$/.exec(date);
  if (match === null) return undefined;
  const [, year, month, day, quarter, half] = match;
  if (day !== undefined) return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const afterMonth =
    month !== undefined
      ? Number(month)
      : quarter !== undefined
        ? Number(quarter) * 3
        : half !== undefined
          ? Number(half) * 6
          : 12;
  return new Date(Date.UTC(Number(year), afterMonth, 0));
}

export function isOverdue(due: string, now: Date): boolean {
  const last = lastDay(due);
  return last !== undefined && last.getTime() + DAY_MS <= now.getTime();
}

export type Cadence = { readonly months: number } | { readonly days: number };

const WORDS: Readonly<Record<string, Cadence>> = {
  weekly: { days: 7 },
  monthly: { months: 1 },
  quarterly: { months: 3 },
  'every three months': { months: 3 },
  'every six months': { months: 6 },
  'twice a year': { months: 6 },
  'half-yearly': { months: 6 },
  annual: { months: 12 },
  annually: { months: 12 },
  yearly: { months: 12 },
  'every year': { months: 12 },
  'every two years': { months: 24 },
};

/** ISO 8601 durations and the wordings that readers of statements write. Undefined if it is neither. */
export function parseCadence(text: string): Cadence | undefined {
  const iso = /^P(\d+)([DWMY])$/.exec(text.trim());
  if (iso === null) return WORDS[text.trim().toLowerCase()];
  const count = Number(iso[1]);
  if (iso[2] === 'D') return { days: count };
  if (iso[2] === 'W') return { days: count * 7 };
  return { months: iso[2] === 'Y' ? count * 12 : count };
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
