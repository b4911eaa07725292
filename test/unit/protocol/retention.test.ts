import { describe, expect, it } from 'vitest';
import { daysLeft, dueBy, lifetimeOf, ownDate, retentionEnd, type KeptAccord } from '#kernel/protocol/retention.ts';
import vectors from '../../vectors/retention.json' with { type: 'json' };

const DAY = 86_400_000;
const accord: KeptAccord = {
  channels: [
    { name: 'secretariat', retention_days: 365 },
    { name: 'exchange', retention_days: 30 },
  ],
  terminatedAt: '2026-01-01T00:00:00.000Z',
};

describe('The end of retention', () => {
  it.each(vectors.cases)('of $what', ({ record, accord: terms, ends }) => {
    const kept = {
      lifetime: record.lifetime as 'accord' | 'version',
      channel: record.channel,
      latest: Date.parse(record.latest),
      ownDate: record.ownDate === null ? null : Date.parse(record.ownDate),
    };
    const end = retentionEnd(kept, terms);
    expect(end && { ...end, at: new Date(end.at).toISOString() }).toEqual(ends);
  });

  it('is the accord’s for what it consists of and for what explains markings, and the object’s own for the rest', () => {
    expect(['accord', 'step', 'commitment', 'document', 'statement', 'marking-definition'].map(lifetimeOf)).toEqual(
      Array.from({ length: 6 }, () => 'accord'),
    );
    expect(['indicator', 'identity', 'file', 'x-anything'].map(lifetimeOf)).toEqual(
      Array.from({ length: 4 }, () => 'version'),
    );
  });

  it('is counted in days that have begun, and is over at the moment itself', () => {
    expect([1, DAY, DAY + 1, 0, -DAY].map((ahead) => daysLeft(ahead, 0))).toEqual([1, 1, 2, 0, 0]);
  });

  it('is looked for channel by channel, the charter last, and only from its moment on', () => {
    const at = (days: number) => dueBy(Date.parse(accord.terminatedAt!) + days * DAY, accord, ['charter', 'dropped']);
    expect(at(0).map(({ channel }) => channel)).toEqual(['secretariat', 'exchange', 'dropped', 'charter']);
    expect(at(30 - 1e-6).map(({ isOver }) => isOver)).toEqual([false, false, false, false]);
    expect(at(30).map(({ isOver }) => isOver)).toEqual([false, true, false, false]);
    expect(at(365).map(({ isOver }) => isOver)).toEqual([true, true, true, true]);
    expect(dueBy(Date.now(), { ...accord, terminatedAt: null }, []).map(({ isOver }) => isOver)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('of a statement is the first date until which a name may be kept', () => {
    const participants = [
      { office: 'Minister', side: 'A', name: 'N', retain_until: '2027-01-01' },
      { office: 'Secretary', side: 'B', name: 'M', retain_until: '2026-06-30' },
      { office: 'Clerk', side: 'B' },
    ];
    expect(ownDate({ type: 'statement', participants })).toBe('2026-06-30');
    expect(ownDate({ type: 'statement', participants: [] })).toBeNull();
    expect(ownDate({ type: 'indicator', participants })).toBeNull();
  });
});
