/// <reference lib="esnext.temporal" />
/** Hours in which a person is not to be disturbed, by the clock on their wall: minutes of the day. May go over midnight. */
export type QuietHours = { readonly from: number; readonly until: number };

const MINUTES_OF_DAY = 1440;

export function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

const at = (moment: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone);

const minuteOf = ({ hour, minute }: Temporal.ZonedDateTime): number => hour * 60 + minute;

/**
 * The first moment from `moment` on at which the wall clock shows that minute. In the hour that a change to summer time leaves out, the
 * moment after it; in the hour that comes twice, the first (RFC 5545 section 3.3.5).
 */
function nextAt(moment: Date, zone: string, minute: number): Date {
  const now = at(moment, zone);
  const time = { hour: Math.floor(minute / 60), minute: minute % 60 };
  for (let days = 0; ; days++) {
    const found = now.toPlainDate().add({ days }).toZonedDateTime({ timeZone: zone, plainTime: time });
    if (found.epochMilliseconds >= moment.getTime()) return new Date(found.epochMilliseconds);
  }
}

/** When the quiet ends in which the moment lies; undefined if it lies in none. */
export function quietUntil(moment: Date, zone: string, quiet: QuietHours | null): Date | undefined {
  if (quiet === null || quiet.from === quiet.until) return undefined;
  const minute = minuteOf(at(moment, zone));
  const length = (quiet.until - quiet.from + MINUTES_OF_DAY) % MINUTES_OF_DAY;
  const since = (minute - quiet.from + MINUTES_OF_DAY) % MINUTES_OF_DAY;
  return since < length ? nextAt(moment, zone, quiet.until) : undefined;
}

/** When the next digest goes out: strictly after what it tells of. */
export const nextDigest = (moment: Date, zone: string, minute: number): Date =>
  nextAt(new Date(moment.getTime() + 1), zone, minute);
