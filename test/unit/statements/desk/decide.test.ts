import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ItemDecided } from '#contract/statement-desk.ts';
import { undo } from '#modules/statements/desk/decide.ts';
import { stands, type Item } from '#modules/statements/desk/item.ts';
import { withChanges } from '#modules/statements/desk/rows.ts';
import { proposed, span, step, TEXT, undertaking } from './items.ts';

const meet = () => proposed(undertaking('agreed to meet every year'));
const train = () => proposed(undertaking('agreed to train officers, and to share notes'));
const decisionsOf = (items: readonly Item[]): string[] => items.map(({ decision }) => decision);

describe('A decision', () => {
  test('accepts a proposal as it was proposed, with who, when, why and the record that it will be', () => {
    const item = meet();
    const [made] = step([item], [{ decision: 'accepted', item: item.id, reason: 'as the minutes say' }]).items;
    expect(made).toMatchObject({
      decision: 'accepted',
      reviewer: 'person-1',
      reason: 'as the minutes say',
      values: item.values,
    });
    expect(made!.record).toMatch(/^commitment--/);
  });

  test('edits the values and keeps what was proposed beside them', () => {
    const item = meet();
    const values = undertaking('meet every year', { recurrence: 'annual', due: '' });
    const [made] = step([item], [{ decision: 'edited', item: item.id, values }]).items;
    const { due: _, ...rest } = values;
    expect(made).toMatchObject({ decision: 'edited', values: rest, proposal: item.proposal });
    expect(made!.values).not.toHaveProperty('due');
  });

  test('splits one into several and makes one of several, which know where they come from', () => {
    const one = train();
    const parts = [undertaking('agreed to train officers'), undertaking('to share notes')];
    const after = step([one], [{ decision: 'split', item: one.id, into: parts }]).items;
    expect(decisionsOf(after).toSorted()).toEqual(['added', 'added', 'split']);
    const added = after.filter(({ decision }) => decision === 'added');
    expect(added.map(({ from }) => from)).toEqual([[one.id], [one.id]]);
    const merged = step(after, [
      {
        decision: 'merged',
        items: added.map(({ id }) => id),
        into: undertaking('agreed to train officers, and to share notes'),
      },
    ]);
    expect(merged.items.filter(stands)).toHaveLength(1);
    expect(merged.items.find(stands)!.from).toEqual(added.map(({ id }) => id));
  });

  test('keeps the id of its record when it is decided again, and gives it up when it no longer stands', () => {
    const item = meet();
    const accepted = step([item], [{ decision: 'accepted', item: item.id }]).items;
    const edited = step(accepted, [
      { decision: 'edited', item: item.id, values: undertaking('meet every year') },
    ]).items;
    expect(edited[0]!.record).toBe(accepted[0]!.record);
    expect(step(edited, [{ decision: 'rejected', item: item.id }]).items[0]!.record).toBeNull();
    expect(step(edited, [{ decision: 'open', item: item.id }]).items[0]).toEqual(item);
  });

  const item = meet();
  const other = proposed({ ...span('They met'), date: '2031' }, 'meetings');
  const added: Item = { ...meet(), proposal: null, decision: 'added' };
  const published: Item = {
    ...meet(),
    decision: 'accepted',
    record: 'commitment--1',
    publishedAt: '2031-01-01T00:00:00.000Z',
  };
  const split: Item = { ...meet(), decision: 'split' };
  const all = [item, other, added, published, split];
  const values = undertaking('agreed to meet every year');
  const hand = TEXT.indexOf('🤝');
  test.each<[string, ItemDecided[], string, string]>([
    [
      'an item that is not there',
      [{ decision: 'rejected', item: '00000000-0000-4000-8000-ffffffffffff' }],
      'bad-input',
      '$.decisions.0.item',
    ],
    [
      'the same item twice',
      [
        { decision: 'rejected', item: item.id },
        { decision: 'accepted', item: item.id },
      ],
      'bad-input',
      '$.decisions.1.item',
    ],
    ['to accept what nobody proposed', [{ decision: 'accepted', item: added.id }], 'bad-input', '$.decisions.0.item'],
    ['what is published', [{ decision: 'rejected', item: published.id }], 'conflict', '$.decisions.0.item'],
    ['what was split', [{ decision: 'rejected', item: split.id }], 'conflict', '$.decisions.0.item'],
    [
      'to merge two types',
      [{ decision: 'merged', items: [item.id, other.id], into: values }],
      'bad-input',
      '$.decisions.0.items',
    ],
    [
      'values of another type',
      [{ decision: 'edited', item: item.id, values: other.values }],
      'bad-input',
      '$.decisions.0.values.kind',
    ],
    [
      'a span beyond the text',
      [{ decision: 'edited', item: item.id, values: { ...values, end: TEXT.length + 1 } }],
      'bad-input',
      '$.decisions.0.values.end',
    ],
    [
      'a span without length',
      [{ decision: 'added', type: 'commitments', values: { ...values, end: values.start } }],
      'bad-input',
      '$.decisions.0.values.end',
    ],
    [
      'a span that ends before it begins',
      [{ decision: 'added', type: 'commitments', values: { ...values, start: 9, end: 3 } }],
      'bad-input',
      '$.decisions.0.values.end',
    ],
    [
      'half a character',
      [{ decision: 'added', type: 'commitments', values: { ...values, start: hand, end: hand + 1 } }],
      'bad-input',
      '$.decisions.0.values.end',
    ],
    [
      'a span of spaces',
      [{ decision: 'added', type: 'commitments', values: { ...values, start: 3, end: 4 } }],
      'bad-input',
      '$.decisions.0.values.end',
    ],
    [
      'sides that are no letters',
      [{ decision: 'edited', item: item.id, values: { ...values, responsible: 'the north' } }],
      'bad-input',
      '$.decisions.0.values.responsible',
    ],
  ])('refuses %s, and then nothing of the batch is taken', (_, decisions, code, path) => {
    expect(() => step(all, decisions)).toThrow(expect.objectContaining({ code, path }));
  });

  test('is bounded in number', () => {
    const many = Array.from({ length: 1999 }, meet);
    const add: ItemDecided = { decision: 'added', type: 'commitments', values };
    expect(step(many, [add]).items).toHaveLength(2000);
    expect(() => step(many, [add, add])).toThrow(expect.objectContaining({ code: 'too-large' }));
  });
});

describe('Undoing', () => {
  test('restores what any decision changed, and is undone the same way', () => {
    const start = [meet(), train(), proposed({ ...span('They met'), date: '2031' }, 'meetings')];
    const [one, two] = start as [Item, Item, Item];
    const values = undertaking('agreed to train officers');
    const batches: ItemDecided[][] = [
      [
        { decision: 'accepted', item: one.id },
        { decision: 'rejected', item: two.id, reason: 'rhetoric' },
      ],
      [{ decision: 'split', item: two.id, into: [values, undertaking('to share notes')] }],
      [{ decision: 'merged', items: [one.id, two.id], into: values }],
      [
        { decision: 'edited', item: one.id, values },
        { decision: 'added', type: 'events', values: { ...span('They met'), name: 'A meeting' } },
      ],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...batches), (batch) => {
        const done = step(start, batch);
        const back = undo(done.items, done.changes)!;
        const restored = withChanges(done.items, back);
        expect(sorted(restored)).toEqual(sorted(start));
        const again = undo(restored, back)!;
        expect(sorted(withChanges(restored, again))).toEqual(sorted(done.items));
      }),
    );
  });

  test('goes back step by step over the same item', () => {
    const item = meet();
    const first = step([item], [{ decision: 'accepted', item: item.id }]);
    const second = step(first.items, [{ decision: 'edited', item: item.id, values: undertaking('meet every year') }]);
    expect(undo(second.items, first.changes)).toBeUndefined();
    const back = withChanges(second.items, undo(second.items, second.changes)!);
    expect(back).toEqual(first.items);
    expect(withChanges(back, undo(back, first.changes)!)).toEqual([item]);
  });

  test('is refused once it is published, and not by what the reader says meanwhile', () => {
    const item = meet();
    const { items, changes } = step([item], [{ decision: 'accepted', item: item.id }]);
    const published = items.map((one) => ({ ...one, publishedAt: '2031-01-01T00:00:00.000Z' }));
    expect(undo(published, changes)).toBeUndefined();
    expect(
      undo(
        items.map((one) => ({ ...one, isCurrent: false })),
        changes,
      ),
    ).toHaveLength(1);
  });
});

const sorted = (items: readonly Item[]): Item[] => items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
