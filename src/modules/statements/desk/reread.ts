import { ITEM_TYPES, MOST_ITEMS } from '#contract/statement-desk.ts';
import type { Proposals } from '#contract/statements.ts';
import { opened, type Change, type Item, type Proposed, type ReaderName } from './item.ts';

/** From how much in common on two spans are the same place: the words decide, so half of them. */
const LEAST_OVERLAP = 0.5;

/** What a reading proposes, as items: the words that decided stand apart from what they decided. */
export const proposedBy = (reading: Proposals): Proposed[] =>
  ITEM_TYPES.flatMap((type) => reading[type].map(({ why = [], ...values }): Proposed => ({ type, values, why }))).slice(
    0,
    MOST_ITEMS,
  );

type Place = { readonly start: number; readonly end: number };

/**
 * A newer reading laid over what is there. Decisions are kept by their spans: what was decided stays as it was decided and is not proposed
 * again; what nobody decided is as the newer reader says.
 */
export function reread(
  all: readonly Item[],
  proposed: readonly Proposed[],
  { reader, uuid }: { readonly reader: ReaderName; readonly uuid: () => string },
): Change[] {
  // What another reader proposed is not this one's to change.
  const items = all.filter(({ decision, proposal }) => decision !== 'open' || proposal?.reader.name === reader.name);
  const free = new Set(proposed.map((_, i) => i));
  const matched = new Map<string, number>();
  for (const { item, place } of candidates(items, proposed)) {
    if (matched.has(item) || !free.has(place)) continue;
    matched.set(item, place);
    free.delete(place);
  }
  const changes = items.flatMap((before): Change[] => {
    const place = matched.get(before.id);
    const found = place === undefined ? undefined : proposed[place];
    if (before.decision !== 'open') {
      const isCurrent = before.proposal === null || found !== undefined;
      return isCurrent === before.isCurrent ? [] : [{ before, after: { ...before, isCurrent } }];
    }
    if (!found) return [{ before, after: null }];
    const { values, why } = found;
    return [{ before, after: { ...before, values, proposal: { values, why, reader } } }];
  });
  return [
    ...changes,
    ...[...free].map((place): Change => ({ before: null, after: opened(proposed[place]!, reader, uuid()) })),
  ];
}

/** The best overlap first; among equals the order of the text. */
function candidates(items: readonly Item[], proposed: readonly Proposed[]): { item: string; place: number }[] {
  const found: { item: string; place: number; value: number }[] = [];
  for (const type of ITEM_TYPES) {
    const places = proposed
      .map(({ values }, place) => ({ place, start: values.start, end: values.end }))
      .filter(({ place }) => proposed[place]?.type === type);
    for (const item of items.filter((one) => one.type === type)) {
      const spans: readonly Place[] = item.proposal === null ? [item.values] : [item.proposal.values, item.values];
      for (const other of places) {
        const value = Math.max(...spans.map((span) => shared(span, other)));
        if (value >= LEAST_OVERLAP) found.push({ item: item.id, place: other.place, value });
      }
    }
  }
  return found.sort((a, b) => b.value - a.value || a.place - b.place);
}

function shared(a: Place, b: Place): number {
  const both = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return both <= 0 ? 0 : both / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
}
