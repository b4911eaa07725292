import { explainRelease } from '#kernel/policy/decide.ts';
import { deliveryState, type DeliveryState } from '#kernel/protocol/delivery.ts';
import { sql, type Tx } from '#store/db.ts';

export type Delivery = {
  readonly partner: string;
  readonly state: DeliveryState;
  readonly code: string | null;
  readonly reason: string | null;
  readonly at: string | null;
};

type Row = {
  record: number;
  recipient: string;
  outcome: 'queued' | 'wait' | 'yes' | 'no';
  code: string | null;
  detail: string | null;
  decided_at: Date | null;
  idx: number | null;
  entry_at: string | null;
  exception: 'missing' | 'refused' | 'quarantined' | 'stored' | null;
  exception_code: string | null;
  receipted_size: number | null;
};

/** The delivery ledger: for each record and partner where it stands, and why, from what was decided and receipted. */
export async function deliveriesOf(tx: Tx, seqs: readonly number[]): Promise<Map<number, Delivery[]>> {
  const rows = await tx.rows<Row>(sql`
    select l.record, l.recipient, l.outcome, l.code, l.detail, l.decided_at, l.idx, e.at as entry_at, e.state as exception,
      e.code as exception_code, f.receipted_size
    from store.release l
    left join store.feed f on f.id = l.feed
    left join store.entry e on e.feed = l.feed and e.idx = l.idx
    where l.record = any (${seqs}) order by l.record, l.recipient`);
  const byRecord = new Map<number, Delivery[]>();
  for (const row of rows) byRecord.set(row.record, [...(byRecord.get(row.record) ?? []), asDelivery(row)]);
  return byRecord;
}

function asDelivery(row: Row): Delivery {
  const state = deliveryState({
    outcome: row.outcome,
    index: row.idx,
    exception: row.exception,
    receiptedSize: row.receipted_size ?? 0,
  });
  const at = row.entry_at ?? row.decided_at?.toISOString() ?? null;
  return { partner: row.recipient, at, state, ...whyOf(row, state) };
}

function whyOf(row: Row, state: DeliveryState): Pick<Delivery, 'code' | 'reason'> {
  if (state === 'queued') return { code: null, reason: null };
  if (state === row.exception && state !== 'stored')
    return { code: row.exception_code, reason: `the partner's receipt says: ${row.exception_code}` };
  const isSent = row.outcome === 'yes';
  return { code: row.code, reason: row.detail ?? (isSent ? null : explainRelease(row.code)) };
}
