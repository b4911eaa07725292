import type { Cited, ReviewView } from '#contract/review.ts';
import { isJsonObject, textOf, type JsonObject } from '#kernel/json/types.ts';
import { toBase64 } from '#platform';
import type { Tx } from '#store/db.ts';
import { positionsOf, versionsOf } from '#store/records.ts';

/** All versions that a review cites, each once. */
export function citedIn({ sentences }: JsonObject): Cited[] {
  const all = (Array.isArray(sentences) ? sentences.filter(isJsonObject) : []).flatMap(({ evidence }) =>
    Array.isArray(evidence) ? evidence.filter(isJsonObject) : [],
  );
  const cited = all.map(({ ref, modified, c }) => ({ ref: textOf(ref), modified: textOf(modified), c: textOf(c) }));
  return [...new Map(cited.map((one) => [`${one.ref} ${one.modified} ${one.c}`, one])).values()];
}

/** What the reader can still see of it; the place in a feed leads to its proof. */
export async function lookUp(tx: Tx, cited: readonly Cited[]): Promise<ReviewView['evidence']> {
  const held = await versionsOf(tx, [...new Set(cited.map(({ ref }) => ref))]);
  const places = await positionsOf(
    tx,
    held.map(({ seq }) => seq),
  );
  return cited.map((one) => {
    const same = held.filter(({ id, modified }) => id === one.ref && modified === one.modified);
    const exact = same.find(({ c }) => toBase64(c) === one.c);
    const place = exact && places.get(exact.seq);
    return {
      ...one,
      state: exact ? (exact.expungedAt ? 'expunged' : 'held') : same.length > 0 ? 'other-hash' : 'not-here',
      feed: place ? { origin: place.origin, index: place.index } : null,
    };
  });
}
