/**
 * Where an entry stands: its index in its publisher's feed, and how many entries of the opposite feed that
 * publisher had seen. Both feeds are of one accord and channel, so each party has exactly one, and `seen`
 * never decreases along it (a feed where it does is quarantined before it comes here). After a change of
 * epoch both numbers count on.
 */
export type Positioned = { readonly publisher: string; readonly index: number; readonly seen: number };

/** Neither publisher had seen the other's entry. Entries of one feed are never concurrent. */
export function concurrent(a: Positioned, b: Positioned): boolean {
  return a.publisher !== b.publisher && a.seen <= b.index && b.seen <= a.index;
}

/**
 * The causal order of definitions.md ("Fold"): take an entry once all that it has seen is taken; if both feeds
 * have one ready, that of the party named first.
 *
 * Closed form. When j entries of the second feed are taken, the first party's next entry is ready exactly if it
 * has seen no more than j, and then it goes first. So first[i] precedes second[j] exactly if
 * seen(first[i]) <= j. The answer needs the two entries alone: any subset sorts as it stands in the whole
 * merge, and entries that arrive later move nothing that is already in place relative to each other.
 */
export function compareEntries(first: string, a: Positioned, b: Positioned): number {
  if (a.publisher === b.publisher) return a.index - b.index;
  if (a.publisher === first) return a.seen <= b.index ? -1 : 1;
  return b.seen <= a.index ? 1 : -1;
}

export function inCausalOrder<T extends Positioned>(first: string, entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => compareEntries(first, a, b));
}
