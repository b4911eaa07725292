import { expect, test } from 'vitest';
import { commitmentLifeCycle } from '#kernel/lifecycle/commitment.ts';
import { reviewLifeCycle } from '#kernel/lifecycle/signed-text.ts';
import { waitsFor, type Standing } from '#modules/review/chase.ts';
import { exchangeOf } from '#modules/review/dashboard.ts';

const NOW = new Date('2026-07-01T00:00:00Z');
const standing = (state: string, more: Partial<Standing> = {}): Standing => ({
  machine: commitmentLifeCycle,
  state,
  author: 'a',
  parties: ['a', 'b'],
  since: '2026-05-01',
  due: null,
  owedBy: ['b'],
  ...more,
});

test('what waits for an answer waits for the side that alone can give it', () => {
  expect(waitsFor(standing('announced'), NOW)).toEqual([{ kind: 'answer', parties: ['b'], since: '2026-05-01' }]);
  expect(waitsFor(standing('delivered-by-counterpart'), NOW)).toEqual([
    { kind: 'verify', parties: ['a'], since: '2026-05-01' },
  ]);
  const signing = { machine: reviewLifeCycle };
  expect(waitsFor(standing('agreed', signing), NOW)[0]).toMatchObject({ kind: 'sign', parties: ['a', 'b'] });
  expect(waitsFor(standing('signed-by-author', signing), NOW)[0]).toMatchObject({ kind: 'sign', parties: ['b'] });
  expect(waitsFor(standing('returned', signing), NOW)[0]).toMatchObject({ kind: 'settle', parties: ['a'] });
});

test('what is late is chased at those who owe it, since the day after its last', () => {
  expect(waitsFor(standing('in-progress', { due: '2026-05' }), NOW)).toEqual([
    { kind: 'overdue', parties: ['b'], since: '2026-06-01' },
  ]);
  expect(waitsFor(standing('in-progress', { due: '2026-07' }), NOW)).toEqual([]);
  expect(waitsFor(standing('verified', { due: '2026-05' }), NOW)).toEqual([]);
});

test('a dispute is for both to settle', () => {
  expect(waitsFor(standing('disputed'), NOW)).toEqual([{ kind: 'settle', parties: ['a', 'b'], since: '2026-05-01' }]);
});

test('what each side did is counted for itself', () => {
  const steps = [
    { party: 'a', verb: 'accept', type: 'commitment', n: 2 },
    { party: 'a', verb: 'sign', type: 'minutes', n: 1 },
    { party: 'b', verb: 'deliver', type: 'commitment', n: 4 },
  ];
  expect(exchangeOf('a', steps, [{ party: 'a', n: 7 }])).toMatchObject({ proposed: 7, answered: 3, delivered: 0 });
  expect(exchangeOf('b', steps, [])).toMatchObject({ proposed: 0, answered: 0, delivered: 4 });
});
