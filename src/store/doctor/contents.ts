import { toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { JsonValue } from '#kernel/json/types.ts';
import { commitParts, hashPart } from '#kernel/record/commitment.ts';
import { openDisclosure } from '#kernel/record/disclosure.ts';
import { isSameHash } from '#kernel/log/merkle.ts';
import { sql, type Tx } from '#store/db.ts';
import { heldParts, type ClassedPart } from '#store/held-parts.ts';
import type { Found } from './finding.ts';

const PAGE = 500;

/** What was expunged has no content, and so no disclosure: the proof stays. */
export async function disclosuresOpen(tx: Tx, found: Found): Promise<void> {
  for (let after = 0; ;) {
    const rows = await tx.rows<{ record: number; recipient: string; c: Uint8Array; body: string | null }>(sql`
      select l.record, l.recipient, r.c, d.body from store.release l join store.record r on r.seq = l.record
      left join store.disclosure d on d.record = l.record and d.recipient = l.recipient
      where l.outcome = 'yes' and l.record > ${after}
        and exists (select 1 from store.record_part p where p.record = l.record and p.n = 0 and p.body is not null)
      order by l.record limit ${PAGE}`);
    for (const { record, recipient, c, body } of rows) {
      const wrong = whyNotOpen(toBase64(new Uint8Array(c)), body);
      if (wrong !== undefined) found('disclosure-opens', `record ${record} for ${recipient}`, wrong);
    }
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.record;
  }
}

function whyNotOpen(c: string, body: string | null): string | undefined {
  if (body === null) return 'nothing to open';
  try {
    openDisclosure(c, JSON.parse(body) as JsonValue);
    return undefined;
  } catch (error) {
    if (error instanceof Failure || error instanceof SyntaxError) return error.message;
    throw error;
  }
}

export async function recordsCommit(tx: Tx, found: Found): Promise<void> {
  for (let after = 0; ;) {
    const rows = await tx.rows<{ seq: number; c: Uint8Array; parts: number }>(
      sql`select seq, c, parts from store.record where seq > ${after} and expunged_at is null order by seq limit ${PAGE}`,
    );
    const parts = await heldParts(
      tx,
      rows.map(({ seq }) => seq),
    );
    for (const { seq, c, parts: count } of rows) {
      const wrong = whyNotCommitted(parts.get(seq) ?? [], { count, c: toBase64(new Uint8Array(c)) });
      if (wrong !== undefined) found('record-commits', `record ${seq}`, wrong);
    }
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.seq;
  }
}

function whyNotCommitted(
  parts: readonly ClassedPart[],
  { count, c }: { count: number; c: string },
): string | undefined {
  if (parts.length !== count) return `${parts.length} of ${count} parts`;
  for (const [n, { salt, canonical, hash }] of parts.entries())
    if (salt !== null && canonical !== null && !isSameHash(hashPart(salt, canonical), hash))
      return `part ${n} is not what was committed to`;
  return commitParts(parts.map(({ hash }) => hash)) === c ? undefined : 'the parts do not hash to the commitment';
}
