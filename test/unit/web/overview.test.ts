import { expect, test } from 'vitest';
import { agreedMeeting } from '../../../web/src/modules/overview/agreed-meeting.ts';

const meeting = (startsAt: string, state = 'agreed', timeZone = 'UTC') => ({
  kind: 'meeting' as const,
  state,
  startsAt,
  timeZone,
});
const now = new Date('2026-03-01T12:00:00Z');

test('The next meeting is the first that both agreed to and that has not begun', () => {
  const entries = [
    meeting('2026-03-01T09:00:00Z'),
    meeting('2026-03-10T09:00:00Z', 'proposed'),
    { kind: 'occurrence' as const, state: 'agreed', startsAt: '2026-03-15T09:00:00Z', timeZone: 'UTC' },
    meeting('2026-03-20T09:00:00Z'),
    meeting('2026-03-30T09:00:00Z'),
  ];
  expect(agreedMeeting(entries, now)).toEqual({ kind: 'due', date: '2026-03-20', overdue: false });
  expect(agreedMeeting(entries.slice(0, 3), now)).toBeUndefined();
});

test('It stands on its day at its place', () => {
  const late = [meeting('2026-03-20T20:00:00Z', 'agreed', 'Pacific/Auckland')];
  expect(agreedMeeting(late, now)).toMatchObject({ date: '2026-03-21' });
});
