import { fromBase64Strict, toHex } from '#platform';
import { termsOf, type Term } from '#kernel/search/tokens.ts';
import { prepared, sql, type Tx } from '#store/db.ts';

/** How a record was found, best first. */
export const RANKS = ['exact', 'id', 'title', 'words'] as const;
export type Rank = (typeof RANKS)[number];

export type Hit = { readonly seq: number; readonly rank: Rank };

export type Query = {
  readonly text: string;
  readonly type?: string | undefined;
  /** Only of these classes, of those that the transaction's scope has. */
  readonly among?: readonly number[] | undefined;
  readonly most: number;
};

export type Wanted = {
  readonly words: readonly string[];
  readonly prefix: string | null;
  readonly tail: string | null;
  readonly cFrom: string | null;
  readonly cTo: string | null;
};

/** The newest versions that the scope sees and that have all that is asked for: by how they were found, then the newest first. */
export async function find(tx: Tx, { text, type, among, most }: Query): Promise<Hit[]> {
  const named = /^([a-z][a-z0-9-]*)--/.exec(text.trim())?.[1];
  const asked = { ...wantedOf(text), type: type ?? named, among, most };
  const found = await tx.rows<{ record: number; rank: number }>(
    prepared('search_find', sql`select record, rank from search.find(${JSON.stringify(asked)}::jsonb)`),
  );
  const best = new Map<number, number>();
  for (const { record, rank } of found) best.set(record, Math.min(rank, best.get(record) ?? rank));
  return [...best]
    .sort(([one, rank], [other, otherRank]) => rank - otherRank || other - one)
    .slice(0, most)
    .map(([seq, rank]) => ({ seq, rank: RANKS[rank - 1]! }));
}

/** A text may be words, the beginning or end of an id, and the beginning of a commitment: all that it may be is looked for. */
export function wantedOf(text: string): Wanted {
  const asked = text.trim();
  const id = /^(?:[a-z][a-z0-9-]*--)?([0-9a-f][0-9a-f-]{3,35})$/i.exec(asked)?.[1]?.toLowerCase() ?? null;
  const isOnlyId = asked.includes('--');
  const terms: readonly Term[] = isOnlyId ? [] : termsOf(text);
  return {
    words: terms.flatMap(({ token, isPrefix }) => (isPrefix ? [] : [token])),
    prefix: terms.find(({ isPrefix }) => isPrefix)?.token ?? null,
    tail: id,
    ...rangeOf(asked),
  };
}

/** What begins like this, as the first and the last commitment. Shorter ones could be any word. */
function rangeOf(text: string): Pick<Wanted, 'cFrom' | 'cTo'> {
  const isHex = /^[0-9a-f]{16,64}$/.test(text);
  if (!isHex && !/^[A-Za-z0-9+/]{12,43}=?$/.test(text)) return { cFrom: null, cTo: null };
  if (isHex) return { cFrom: text.padEnd(64, '0').slice(0, 64), cTo: text.padEnd(64, 'f') };
  const known = text.replace(/=$/, '');
  const end = (fill: string): string =>
    toHex(fromBase64Strict(known.slice(0, known.length - (known.length % 4)))).padEnd(64, fill);
  return { cFrom: end('0'), cTo: end('f') };
}

/** Numbers of the newest versions that name this id, newest first. */
export async function referring(
  tx: Tx,
  id: string,
  { below, most }: { readonly below: number | null; readonly most: number },
): Promise<number[]> {
  const found = await tx.rows<{ record: number }>(
    sql`select r as record from search.referring(${id}, ${below}, ${most}) r`,
  );
  return found.map(({ record }) => record);
}
