import { createRequire } from 'node:module';
import type { default as HolidaysOf } from 'date-holidays';

/** With all calendars of the world and the moon's: loaded when a first date is asked for, so that an idle node does not hold it. */
const loadHolidays = (): typeof HolidaysOf => createRequire(import.meta.url)('date-holidays');

export type OffKind = 'weekend' | 'holiday' | 'half-day' | 'holiday-may-shift';
/** Why nobody works there on a day. `name`: of the holiday, in the languages that its calendar has. */
export type Off = { readonly kind: OffKind; readonly name?: string };

export type Calendar = { readonly country: string; readonly region?: string };

/**
 * What keeps people from work on the day, by the country's weekend (CLDR) and public holidays. Holidays that follow the moon are
 * announced by whoever sights it, so the days beside them are told as such. Undefined: of this country no holidays are known here.
 */
export function daysOff(calendar: Calendar, day: string): Off[] | undefined {
  const year = Number(day.slice(0, 4));
  const holidays = holidaysOf(calendar, year);
  if (!holidays) return undefined;
  const weekend = isWeekend(calendar, day) ? [{ kind: 'weekend' } as const] : [];
  return [...weekend, ...(holidays.get(day) ?? [])];
}

/** ISO 8601: 1 is Monday. */
function isWeekend({ country }: Calendar, day: string): boolean {
  const { weekend } = new Intl.Locale(`und-${country}`).getWeekInfo();
  return weekend.includes(Temporal.PlainDate.from(day).dayOfWeek);
}

type Year = ReadonlyMap<string, readonly Off[]>;
/** Computed once: a year of one country takes some ten milliseconds, and never changes while the process runs. */
const YEARS = new Map<string, Year | undefined>();
const MOST_YEARS = 200;

function holidaysOf({ country, region }: Calendar, year: number): Year | undefined {
  const key = `${country} ${region ?? ''} ${year}`;
  if (!YEARS.has(key)) {
    if (YEARS.size >= MOST_YEARS) YEARS.delete(YEARS.keys().next().value!);
    YEARS.set(key, readYear(country, region, year));
  }
  return YEARS.get(key);
}

function readYear(country: string, region: string | undefined, year: number): Year | undefined {
  const Holidays = loadHolidays();
  const calendar = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const all = new Map<string, Off[]>();
  const add = (day: string, off: Off): void => void all.set(day, [...(all.get(day) ?? []), off]);
  // The days beside a holiday of January or December may be in the year before or after it.
  const found = [year - 1, year, year + 1].flatMap((one) => calendar.getHolidays(one) ?? []);
  if (found.length === 0) return undefined;
  for (const { date, name, type, start, end, rule } of found) {
    if (type !== 'public') continue;
    const first = Temporal.PlainDate.from(date.slice(0, 10));
    const isHalf = !date.slice(11).startsWith('00:00');
    const days = isHalf ? 1 : Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
    for (let n = 0; n < days; n++)
      add(first.add({ days: n }).toString(), { kind: isHalf ? 'half-day' : 'holiday', name });
    if (!BY_MOON.test(rule)) continue;
    add(first.subtract({ days: 1 }).toString(), { kind: 'holiday-may-shift', name });
    add(first.add({ days }).toString(), { kind: 'holiday-may-shift', name });
  }
  return all;
}

/** Months of the Islamic calendar, as rules of the library name them. */
const BY_MOON = /Muharram|Safar|Rabi|Jumada|Rajab|Shaban|Ramadan|Shawwal|Dhu/;
