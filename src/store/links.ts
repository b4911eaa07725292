import type { LinkProperty } from '#kernel/stix/links.ts';
import { sql, type Tx } from '#store/db.ts';
import { isNewestSeen, recordsBySeq, type StoredRecord } from '#store/records.ts';

export type Belonging = {
  readonly type: string;
  readonly property: LinkProperty;
  /** Where the page before ended. */
  readonly before?: number | undefined;
  readonly limit: number;
};

/**
 * What belongs to any of these records, newest first: of each the newest version that the reader sees, if it still says so. Walks
 * `link` by (ref, type, record) from its end.
 */
export async function belongingTo(tx: Tx, refs: readonly string[], wanted: Belonging): Promise<StoredRecord[]> {
  if (refs.length === 0) return [];
  const found = await tx.rows<{ record: number }>(sql`
    select l.record from unnest((select ${refs}::text[])) as named (ref)
    cross join lateral (
      select n.record from store.link n join store.record v on v.seq = n.record
      where n.ref = named.ref and n.type = ${wanted.type} and n.property = ${wanted.property}
        and (${wanted.before ?? null}::bigint is null or n.record < ${wanted.before ?? null})
        and ${isNewestSeen(tx)}
      order by n.record desc limit ${wanted.limit}
    ) l order by l.record desc limit ${wanted.limit}`);
  return recordsBySeq(
    tx,
    found.map(({ record }) => record),
  );
}
