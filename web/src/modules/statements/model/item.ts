import type {
  CommitmentValues,
  DeskItem,
  ItemDecided,
  ItemType,
  ItemValues,
  ParticipantValues,
} from '#contract/statement-desk.ts';
import { inReadingOrder, type Span } from './span.ts';

/** A passage of the statement, what it says, and what was decided of it. Which values it has goes by its type. */
export type Item = DeskItem;
type Of<T extends ItemType, V> = Item & { readonly type: T; readonly values: V };
export type CommitmentItem = Of<'commitments', CommitmentValues>;
export type ParticipantItem = Of<'participants', ParticipantValues>;

export function isCommitment(item: Item): item is CommitmentItem {
  return item.type === 'commitments';
}

export function isParticipant(item: Item): item is ParticipantItem {
  return item.type === 'participants';
}

/** Those that still are something: what was split or merged lives on in what came of it. */
export function standing(items: readonly Item[]): Item[] {
  return items
    .filter(({ decision }) => decision !== 'split' && decision !== 'merged')
    .toSorted((a, b) => inReadingOrder(a.values, b.values));
}

/** Its place among all that stands, which the filters do not change: it is shown in the text and on the card. */
export type Numbered = { readonly item: Item; readonly number: number };

export function numbered(items: readonly Item[]): Numbered[] {
  return items.map((item, place) => ({ item, number: place + 1 }));
}

export type Verdict = 'open' | 'accepted' | 'changed' | 'rejected';

/** The reader that proposed it, where it is not the one that read the statement: a model. */
export function machineOf({ proposal }: Item, rules: string | undefined): string | undefined {
  return proposal === null || proposal.reader.name === rules ? undefined : proposal.reader.name;
}

/** What a decision means for whoever looks: put in by hand, or changed, is accepted too. */
export function verdictOf({ decision }: Item): Verdict {
  if (decision === 'edited' || decision === 'added') return 'changed';
  if (decision === 'accepted' || decision === 'rejected') return decision;
  return 'open';
}

export function progressOf(items: readonly Item[]): { readonly decided: number; readonly all: number } {
  return { decided: items.filter((item) => verdictOf(item) !== 'open').length, all: items.length };
}

/** The next one from here that nobody decided, from the beginning again at the end; stays where it is if all are decided. */
export function nextOpen(items: readonly Item[], from: string | undefined): string | undefined {
  const at = items.findIndex(({ id }) => id === from);
  const onward = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))];
  return onward.find((item) => verdictOf(item) === 'open')?.id ?? from;
}

export function neighbour(items: readonly Item[], from: string | undefined, by: 1 | -1): string | undefined {
  const at = items.findIndex(({ id }) => id === from);
  if (at === -1) return items[0]?.id;
  return items[(at + by + items.length) % items.length]?.id;
}

/** What merging takes in: the next of its type. */
export function nextOfType(items: readonly Item[], item: Item): Item | undefined {
  const same = items.filter(({ type }) => type === item.type);
  return same[same.findIndex(({ id }) => id === item.id) + 1];
}

/** One for two: the span covers both, and what the first leaves empty is taken from the second. */
export function merged(first: Item, second: Item): ItemValues {
  const isEmpty = (value: unknown) => value === undefined || value === '';
  const own = Object.fromEntries(Object.entries(first.values).filter(([, value]) => !isEmpty(value)));
  return {
    ...second.values,
    ...own,
    start: Math.min(first.values.start, second.values.start),
    end: Math.max(first.values.end, second.values.end),
  };
}

const MOST_OF_A_NAME = 1000;

/** What is marked by hand begins with what most such passages say. */
export function blank(type: ItemType, { start, end }: Span, words: string): ItemValues {
  const name = words.replace(/\s+/gu, ' ').trim().slice(0, MOST_OF_A_NAME);
  switch (type) {
    case 'commitments':
      return { start, end, kind: 'other', responsible: '', status: 'agreed' };
    case 'meetings':
      return { start, end };
    default:
      return { start, end, name };
  }
}

/** Whether it says what the reader proposed, word for word. */
export function isAsProposed({ values, proposal }: Item): boolean {
  return proposal !== null && sameValues(values, proposal.values);
}

export function sameValues(a: ItemValues, b: ItemValues): boolean {
  const said = (values: ItemValues) =>
    JSON.stringify(Object.entries(tidy(values)).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  return said(a) === said(b);
}

/** To accept keeps what was changed: only what stands as it was proposed is accepted as proposed. */
export function acceptance(item: Item): ItemDecided {
  return isAsProposed(item)
    ? { decision: 'accepted', item: item.id }
    : { decision: 'edited', item: item.id, values: tidy(item.values) };
}

/** Values as they are sent: what was left empty is left out. */
export function tidy(values: ItemValues): ItemValues {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => name === 'responsible' || (value !== '' && value !== undefined)),
  ) as ItemValues;
}
