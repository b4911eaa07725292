import { MOST_ITEMS, type ItemDecided, type ItemType, type ItemValues } from '#contract/statement-desk.ts';
import { Failure } from '#kernel/errors.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import type { JsonValue } from '#kernel/json/types.ts';
import { checkedValues, opened, stands, type Change, type Item } from './item.ts';

export type Reviewing = {
  readonly text: string;
  readonly reviewer: string;
  readonly at: string;
  readonly uuid: () => string;
};

/** What these decisions make of the items, in their order; any that is wrong refuses all. An item is decided on once in a batch. */
export function decide(items: readonly Item[], decisions: readonly ItemDecided[], by: Reviewing): Change[] {
  const known = new Map(items.map((item) => [item.id, item]));
  const touched = new Set<string>();
  const changes = decisions.flatMap((decision, n) => one(decision, `$.decisions.${n}`));
  const added = changes.filter(({ before }) => before === null).length;
  if (items.length + added > MOST_ITEMS)
    throw new Failure('too-large', `a statement has at most ${MOST_ITEMS} items`, { path: '$.decisions' });
  return changes;

  function take(id: string, path: string): Item {
    const item = known.get(id);
    if (!item) throw new Failure('bad-input', 'there is no such item in this statement', { path });
    if (touched.has(id)) throw new Failure('bad-input', 'it is decided on twice', { path });
    touched.add(id);
    if (item.publishedAt !== null)
      throw new Failure('conflict', 'it is published: revise the record in the register', { path });
    if (item.decision === 'split' || item.decision === 'merged')
      throw new Failure('conflict', `it was ${item.decision}: undo that first`, { path });
    return item;
  }

  function one(decision: ItemDecided, path: string): Change[] {
    const reason = ('reason' in decision && decision.reason) || null;
    const stamp = { reason, reviewer: by.reviewer, at: by.at };
    const made = (type: ItemType, values: ItemValues, from: readonly string[]): Change => ({
      before: null,
      after: {
        id: by.uuid(),
        type,
        values,
        proposal: null,
        decision: 'added',
        ...stamp,
        from,
        isCurrent: true,
        record: type === 'commitments' ? `commitment--${by.uuid()}` : null,
        publishedAt: null,
      },
    });
    const checked = (type: ItemType, values: ItemValues, at: string): ItemValues =>
      checkedValues(type, values, { text: by.text, path: `${path}.${at}` });

    switch (decision.decision) {
      case 'added':
        return [made(decision.type, checked(decision.type, decision.values, 'values'), [])];
      case 'proposed': {
        const values = checked(decision.type, decision.values, 'values');
        const { type, why, reader } = decision;
        return [{ before: null, after: opened({ type, values, why }, reader, by.uuid()) }];
      }
      case 'merged': {
        const sources = decision.items.map((id, i) => take(id, `${path}.items.${i}`));
        const { type } = sources[0]!; // the contract asks for two
        if (sources.some((source) => source.type !== type))
          throw new Failure('bad-input', 'only items of one type become one', { path: `${path}.items` });
        const into = made(type, checked(type, decision.into, 'into'), decision.items);
        return [...sources.map((before) => taken(before, 'merged', stamp)), into];
      }
      case 'split': {
        const before = take(decision.item, `${path}.item`);
        const parts = decision.into.map((values, i) => checked(before.type, values, `into.${i}`));
        return [taken(before, 'split', stamp), ...parts.map((values) => made(before.type, values, [before.id]))];
      }
      case 'rejected': {
        const before = take(decision.item, `${path}.item`);
        return [taken(before, 'rejected', stamp)];
      }
      case 'edited': {
        const before = take(decision.item, `${path}.item`);
        const values = checked(before.type, decision.values, 'values');
        const kept = before.proposal === null ? 'added' : 'edited';
        return [{ before, after: { ...before, ...stamp, values, decision: kept, record: recordOf(before, by) } }];
      }
      default: {
        const before = take(decision.item, `${path}.item`);
        if (before.proposal === null)
          throw new Failure('bad-input', 'it was put in by hand: edit or reject it', { path: `${path}.item` });
        const { values } = before.proposal;
        return decision.decision === 'open'
          ? [{ before, after: reopened(before, values) }]
          : [{ before, after: { ...before, ...stamp, values, decision: 'accepted', record: recordOf(before, by) } }];
      }
    }
  }
}

type Stamp = Pick<Item, 'reason' | 'reviewer' | 'at'>;

const taken = (before: Item, decision: 'rejected' | 'split' | 'merged', stamp: Stamp): Change => ({
  before,
  after: { ...before, ...stamp, decision, record: null },
});

const reopened = (before: Item, values: ItemValues): Item => ({
  ...before,
  values,
  decision: 'open',
  reason: null,
  reviewer: null,
  at: null,
  record: null,
});

/** Given when it first stands, so that it is the same however often it is published. */
const recordOf = (item: Item, { uuid }: Reviewing): string | null =>
  item.type !== 'commitments' ? null : stands(item) && item.record !== null ? item.record : `commitment--${uuid()}`;

/** Back to what was before, for each change of a version, the last first; undefined where an item is no longer as that version left it. */
export function undo(items: readonly Item[], changes: readonly Change[]): Change[] | undefined {
  const known = new Map(items.map((item) => [item.id, item]));
  const undone: Change[] = [];
  for (const { before, after } of changes.toReversed()) {
    const id = (after ?? before)?.id;
    const now = (id === undefined ? undefined : known.get(id)) ?? null;
    if (now?.publishedAt != null || !isSame(now, after)) return undefined;
    undone.push({ before: now, after: before });
  }
  return undone;
}

const isSame = (a: Item | null, b: Item | null): boolean => spelling(a) === spelling(b);
/** The reader may say meanwhile that it no longer proposes it: that is no decision. */
const spelling = (item: Item | null): string =>
  canonicalize(item === null ? null : ({ ...item, isCurrent: true } as unknown as JsonValue));
