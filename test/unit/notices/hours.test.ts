import { describe, expect, it } from 'vitest';
import { isTimeZone, nextDigest, quietUntil } from '#api/notices/hours.ts';

const night = { from: 22 * 60, until: 7 * 60 };
const end = (at: string, zone: string, quiet = night) => quietUntil(new Date(at), zone, quiet)?.toISOString();

describe('quiet hours', () => {
  it.each([
    ['2026-01-10T20:59:00Z', 'Europe/Berlin', undefined],
    ['2026-01-10T21:00:00Z', 'Europe/Berlin', '2026-01-11T06:00:00.000Z'],
    ['2026-01-11T05:59:59Z', 'Europe/Berlin', '2026-01-11T06:00:00.000Z'],
    ['2026-01-11T06:00:00Z', 'Europe/Berlin', undefined],
    // The same moment on other walls.
    ['2026-01-10T20:00:00Z', 'Asia/Karachi', '2026-01-11T02:00:00.000Z'],
    ['2026-01-10T20:00:00Z', 'Asia/Shanghai', '2026-01-10T23:00:00.000Z'],
    ['2026-01-10T20:00:00Z', 'America/New_York', undefined],
    ['2026-01-10T20:00:00Z', 'Asia/Kathmandu', '2026-01-11T01:15:00.000Z'],
  ])('at %s in %s last until %s', (at, zone, until) => expect(end(at, zone)).toBe(until));

  it('end by the clock on the wall in the nights in which it changes', () => {
    // Summer time begins on 29 March 2026 at 01:00Z, and ends on 25 October.
    expect(end('2026-03-28T22:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T05:00:00.000Z');
    expect(end('2026-10-24T21:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T06:00:00.000Z');
    // Until an hour that does not come, and one that comes twice.
    const early = { from: 0, until: 150 };
    expect(end('2026-03-28T23:30:00Z', 'Europe/Berlin', early)).toBe('2026-03-29T01:30:00.000Z');
    expect(end('2026-10-24T23:00:00Z', 'Europe/Berlin', early)).toBe('2026-10-25T00:30:00.000Z');
  });

  it('are none if they begin as they end, or there are none', () => {
    expect(end('2026-01-10T23:00:00Z', 'UTC', { from: 60, until: 60 })).toBeUndefined();
    expect(quietUntil(new Date(), 'UTC', null)).toBeUndefined();
  });
});

describe('a digest', () => {
  it('goes out at the next such hour of the person, never at once', () => {
    const at = (moment: string, zone: string) => nextDigest(new Date(moment), zone, 8 * 60).toISOString();
    expect(at('2026-01-10T06:59:00Z', 'Europe/Berlin')).toBe('2026-01-10T07:00:00.000Z');
    expect(at('2026-01-10T07:00:00Z', 'Europe/Berlin')).toBe('2026-01-11T07:00:00.000Z');
    expect(at('2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T06:00:00.000Z');
    expect(at('2026-01-10T12:00:00Z', 'Asia/Karachi')).toBe('2026-01-11T03:00:00.000Z');
  });
});

it('a time zone is one that the node knows', () => {
  expect(['UTC', 'Asia/Karachi', 'Asia/Shanghai', 'Nowhere/Land', ''].map(isTimeZone)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
