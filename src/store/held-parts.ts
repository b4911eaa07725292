import type { HeldPart } from '#kernel/record/commitment.ts';
import { sql, type Tx } from '#store/db.ts';

type PartRow = {
  readonly record: number;
  readonly class: number;
  readonly hash: Uint8Array;
  readonly salt: Uint8Array | null;
  readonly body: string | null;
  readonly markings: string[];
  readonly properties: string[];
};
export type ClassedPart = HeldPart & { readonly class: number };

/** All parts of the versions that this node holds, whatever the reader: the caller decides which open. */
export async function heldParts(tx: Tx, seqs: readonly number[]): Promise<Map<number, ClassedPart[]>> {
  const rows = await tx.rows<PartRow>(sql`
    select record, class, hash, salt, body, to_json(markings) as markings, to_json(properties) as properties
    from unnest(${seqs}::bigint[]) as wanted (seq)
    cross join lateral (select * from store.record_part p where p.record = wanted.seq offset 0) p
    order by record, n`);
  const held = new Map<number, ClassedPart[]>();
  for (const { record, class: visibility, hash, salt, body, markings, properties } of rows) {
    const parts = held.get(record) ?? [];
    parts.push({
      class: visibility,
      markings,
      properties,
      hash: new Uint8Array(hash),
      salt: salt && new Uint8Array(salt),
      canonical: body,
    });
    held.set(record, parts);
  }
  return held;
}
