import { expect, test } from 'vitest';
import type { Item, Proposed } from '#modules/statements/desk/item.ts';
import { reread } from '#modules/statements/desk/reread.ts';
import { withChanges } from '#modules/statements/desk/rows.ts';
import { proposed, step, undertaking, uuid } from './items.ts';

const NEWER = { name: 'rules', version: '2' };
const meet = undertaking('agreed to meet every year');
const train = undertaking('agreed to train officers, and to share notes');
const says = (...values: Proposed['values'][]): Proposed[] =>
  values.map((one) => ({ type: 'commitments', values: one, why: ['newer'] }));
const readAgain = (items: readonly Item[], found: readonly Proposed[]): Item[] =>
  withChanges(items, reread(items, found, { reader: NEWER, uuid }));

test('what nobody decided on is as the newer reader says, under the same id', () => {
  const item = proposed(meet);
  const wider = undertaking('The two sides agreed to meet every year', { recurrence: 'annual' });
  const [now, ...more] = readAgain([item], says(wider));
  expect(more).toEqual([]);
  expect(now).toMatchObject({
    id: item.id,
    values: wider,
    decision: 'open',
    proposal: { reader: NEWER, why: ['newer'] },
  });
});

test('what was decided stays as it was decided, and is not proposed again', () => {
  const items = [proposed(meet), proposed(train)];
  const [one, two] = items as [Item, Item];
  const decided = step(items, [
    { decision: 'edited', item: one.id, values: undertaking('meet every year', { kind: 'recurring-meeting' }) },
    { decision: 'rejected', item: two.id, reason: 'rhetoric' },
  ]).items;
  const again = readAgain(decided, says(undertaking('agreed to meet every year', { kind: 'training' }), train));
  expect(again).toEqual(decided);
});

test('what was split or put in by hand is not proposed again either', () => {
  const one = proposed(train);
  const parts = [undertaking('agreed to train officers'), undertaking('to share notes')];
  const { items } = step(
    [one],
    [
      { decision: 'split', item: one.id, into: parts },
      { decision: 'added', type: 'commitments', values: meet },
    ],
  );
  expect(readAgain(items, says(train, ...parts, meet))).toEqual(items);
  expect(readAgain(items, says(...parts, meet)).filter(({ decision }) => decision === 'open')).toEqual([]);
});

test('a decision that the reader no longer proposes stays, and says so until it is proposed again', () => {
  const item = proposed(meet);
  const { items } = step([item], [{ decision: 'accepted', item: item.id }]);
  const without = readAgain(items, []);
  expect(without).toEqual([{ ...items[0], isCurrent: false }]);
  expect(readAgain(without, says(meet))).toEqual(items);
});

test('an open proposal that the reader no longer makes is gone, and a new one is there', () => {
  const now = readAgain([proposed(meet)], says(train));
  expect(now.map(({ values, decision }) => [values, decision])).toEqual([[train, 'open']]);
});

test('a span of another type is another thing', () => {
  const item = proposed(meet);
  const { items } = step([item], [{ decision: 'rejected', item: item.id }]);
  const event: Proposed = { type: 'events', values: { start: meet.start, end: meet.end, name: 'A meeting' }, why: [] };
  expect(readAgain(items, [event]).map(({ type, decision }) => [type, decision])).toEqual([
    ['commitments', 'rejected'],
    ['events', 'open'],
  ]);
});

test('what a model proposed stays open when the rules read again', () => {
  const model = { name: 'a-model', version: '7' };
  const { items } = step(
    [proposed(train)],
    [{ decision: 'proposed', type: 'commitments', values: meet, why: ['agreed'], reader: model }],
  );
  const again = readAgain(items, says(meet));
  expect(again.map(({ decision }) => decision)).toEqual(['open', 'open']);
  expect(new Set(again.map(({ proposal }) => proposal!.reader.name))).toEqual(new Set(['a-model', 'rules']));
  const accepted = step(
    again,
    again.map(({ id }) => ({ decision: 'accepted', item: id })),
  ).items;
  expect(accepted.map(({ proposal }) => proposal!.reader)).toEqual(expect.arrayContaining([model, NEWER]));
});
