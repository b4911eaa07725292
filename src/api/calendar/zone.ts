import type { Component } from './jcal.ts';
import { component } from './jcal.ts';

/**
 * A VTIMEZONE (RFC 5545, section 3.6.5) from what this machine knows of the zone: one observance for each change of the clocks
 * in the span, and the one that held when it began. Programs that know the zone by its name do not need it; a feed is read anew
 * long before the span ends.
 */
export function zoneOf(zone: string, { from, until }: { readonly from: Date; readonly until: Date }): Component {
  const observances: Component[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone);
  at = at.getTimeZoneTransition('previous') ?? at.with({ year: 1970, month: 1, day: 1 });
  for (;;) {
    observances.push(observanceAt(at));
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > until.getTime()) break;
    at = next;
  }
  return component('vtimezone', [['tzid', {}, 'text', zone]], observances);
}

/** Begins by the clock that was right before it. */
function observanceAt(at: Temporal.ZonedDateTime): Component {
  const before = at.subtract({ milliseconds: 1 });
  const local = before.toPlainDateTime().add({ milliseconds: 1 });
  const kind = at.offsetNanoseconds > before.offsetNanoseconds ? 'daylight' : 'standard';
  return component(kind, [
    ['dtstart', {}, 'date-time', local.toString({ smallestUnit: 'second' })],
    ['tzoffsetfrom', {}, 'utc-offset', before.offset],
    ['tzoffsetto', {}, 'utc-offset', at.offset],
  ]);
}

export function isKnownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What the clock on the wall shows there, with seconds. */
export const localIn = (at: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });
