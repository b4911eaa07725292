import { describe, expect, it } from 'vitest';
import { cadenceOf } from '#modules/meetings/dates/cadence.ts';
import { daysOff } from '#modules/meetings/dates/day-off.ts';
import { occurrencesIn, type Recurring } from '#modules/meetings/dates/occurrences.ts';
import { suggestDates, suits, type Planned } from '#modules/meetings/dates/suggest.ts';

const [A, B] = ['identity--a', 'identity--b'];
const quarterly: Recurring = {
  rrule: 'FREQ=MONTHLY;INTERVAL=3',
  dtstart: '2026-01-14T10:00',
  time_zone: 'Europe/Berlin',
  duration_minutes: 180,
};
const planned = (more: Partial<Planned> = {}): Planned => ({
  ...quarterly,
  calendars: [
    { party: A, time_zone: 'Europe/Berlin', country: 'DE' },
    { party: B, time_zone: 'Asia/Riyadh', country: 'SA' },
  ],
  ...more,
});
const year = { from: new Date('2026-01-01T00:00:00Z'), until: new Date('2026-12-31T23:59:59Z'), most: 50 };
const ids = (series: Recurring) => occurrencesIn(series, year).map(({ recurrenceId }) => recurrenceId);

describe('the occurrences of a series', () => {
  it('keep their local time when clocks change', () => {
    const found = occurrencesIn(quarterly, year);
    expect(found.map(({ recurrenceId }) => recurrenceId)).toEqual([
      '2026-01-14T10:00',
      '2026-04-14T10:00',
      '2026-07-14T10:00',
      '2026-10-14T10:00',
    ]);
    expect(found.map(({ startsAt }) => startsAt.toISOString().slice(11, 16))).toEqual([
      '09:00',
      '08:00',
      '08:00',
      '08:00',
    ]);
  });

  it('leave out what is excepted, end with their count, and stop at as many as asked', () => {
    expect(ids({ ...quarterly, exdates: ['2026-04-14T10:00'] })).toHaveLength(3);
    expect(ids({ ...quarterly, rrule: 'FREQ=MONTHLY;INTERVAL=3;COUNT=2' })).toHaveLength(2);
    expect(occurrencesIn({ ...quarterly, rrule: 'FREQ=DAILY' }, { ...year, most: 5 })).toHaveLength(5);
  });

  it('are none of a rule that names days which no year has', () => {
    expect(ids({ ...quarterly, rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' })).toEqual([]);
  });

  it('come on a weekday of the month, and on the last day of months', () => {
    expect(ids({ ...quarterly, rrule: 'FREQ=MONTHLY;INTERVAL=6;BYDAY=2TU', dtstart: '2026-01-13T10:00' })).toEqual([
      '2026-01-13T10:00',
      '2026-07-14T10:00',
    ]);
    expect(ids({ ...quarterly, rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1', dtstart: '2026-02-28T10:00' })).toEqual([
      '2026-02-28T10:00',
    ]);
  });
});

describe('a day off', () => {
  it('is by the country: its weekend and its holidays', () => {
    expect(daysOff({ country: 'DE' }, '2026-04-12')).toEqual([{ kind: 'weekend' }]);
    expect(daysOff({ country: 'IR' }, '2026-04-10')).toContainEqual({ kind: 'weekend' });
    expect(daysOff({ country: 'IR' }, '2026-04-11')).not.toContainEqual({ kind: 'weekend' });
    expect(daysOff({ country: 'DE' }, '2026-12-25')).toMatchObject([{ kind: 'holiday' }]);
    expect(daysOff({ country: 'DE', region: 'BY' }, '2026-01-06')).toMatchObject([{ kind: 'holiday' }]);
    expect(daysOff({ country: 'DE' }, '2026-01-06')).toEqual([]);
  });

  it('may shift where the moon decides, and the days beside it say so', () => {
    const around = ['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23', '2026-03-24', '2026-03-25'];
    const kinds = around.flatMap((day) => (daysOff({ country: 'TR' }, day) ?? []).map(({ kind }) => kind));
    expect(kinds).toContain('holiday');
    expect(kinds).toContain('holiday-may-shift');
  });

  it('is not guessed of a country whose holidays are not known', () => {
    expect(daysOff({ country: 'QQ' }, '2026-04-12')).toBe(undefined);
  });
});

describe('suggested dates', () => {
  const on = (series: Planned, n: number) => suggestDates(series, occurrencesIn(series, year)[n]!);

  it('keep the day of the rule where both sides work', () => {
    const { planned: day, suggested } = on(planned(), 1);
    expect(day.reasons).toEqual([]);
    expect(suggested[0]!.startsAt).toEqual(day.startsAt);
  });

  it('avoid the weekends and holidays of both, and say why', () => {
    const series = planned({ rrule: 'FREQ=YEARLY', dtstart: '2026-12-25T10:00' });
    const { planned: day, suggested, avoided } = on(series, 0);
    expect(day.reasons.filter(({ party }) => party === A)).toMatchObject([{ kind: 'holiday', day: '2026-12-25' }]);
    expect(day.reasons).toContainEqual({ party: B, kind: 'weekend', day: '2026-12-25' });
    expect(suggested).toHaveLength(3);
    expect(suggested.every(suits)).toBe(true);
    expect(avoided.every((one) => one.reasons.length > 0)).toBe(true);
    // The nearest first: 26 December is Saturday in both, 24 December is a Thursday on which both work.
    expect(suggested[0]!.startsAt.toISOString().slice(0, 10)).toBe('2026-12-24');
  });

  it('are weighed on each day that a meeting of several days touches, by the clock of each side', () => {
    const series = planned({ duration_minutes: 4 * 1440, dtstart: '2026-04-14T10:00' });
    expect(on(series, 0).planned.reasons).toContainEqual({ party: B, kind: 'weekend', day: '2026-04-17' });
    const late = planned({ dtstart: '2026-04-14T18:00' });
    expect(on(late, 0).planned.reasons.map(({ kind, party }) => [party, kind])).toEqual([
      [A, 'outside-hours'],
      [B, 'outside-hours'],
    ]);
  });

  it('say of an unknown calendar that it is unknown, and go on with the other', () => {
    const series = planned({
      calendars: [
        { party: A, time_zone: 'Europe/Berlin', country: 'DE' },
        { party: B, time_zone: 'Etc/UTC', country: 'QQ' },
      ],
    });
    const { planned: day, suggested } = on(series, 1);
    expect(day.reasons).toEqual([{ party: B, kind: 'unknown-calendar', day: '2026-04-14' }]);
    expect(suggested[0]!.startsAt).toEqual(day.startsAt);
  });
});

describe('the cadence of a series', () => {
  const meeting = (n: number, state: string, at: string | null, because: string | null = null) => ({
    id: `meeting ${n}`,
    recurrenceId: ids(quarterly)[n]!,
    state,
    startsAt: at === null ? null : new Date(at),
    because,
  });

  it('is planned against held, with what slipped and what was missed', () => {
    const cadence = cadenceOf(
      occurrencesIn(quarterly, year),
      [meeting(0, 'held', '2026-01-24T09:00:00Z'), meeting(1, 'postponed', '2026-04-14T08:00:00Z', 'an election')],
      new Date('2026-08-01T00:00:00Z'),
    );
    expect(cadence.beats.map(({ outcome }) => outcome)).toEqual(['held', 'postponed', 'missed', 'ahead']);
    expect(cadence).toMatchObject({
      planned: 3,
      held: 1,
      postponed: 1,
      missed: 1,
      meanSlipDays: 10,
      heldEveryDays: null,
    });
    expect(cadence.beats[1]!.because).toBe('an election');
  });

  it('counts an occurrence once, though each side proposed a meeting for it', () => {
    const twice = [meeting(0, 'proposed', null), { ...meeting(0, 'held', '2026-01-14T09:00:00Z'), id: 'other' }];
    const { beats } = cadenceOf(occurrencesIn(quarterly, year), twice, new Date('2026-02-01T00:00:00Z'));
    expect(beats[0]).toMatchObject({ outcome: 'held', meeting: 'other', slipDays: 0 });
  });
});
