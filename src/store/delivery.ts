import { explainRelease } from '#kernel/policy/decide.ts';
import { deliveryState, type DeliveryState } from '#kernel/protocol/delivery.ts';
import { sql, type Tx } from '#store/db.ts';

export type Delivery = {
  readonly partner: string;
  readonly state: DeliveryState;
  readonly code: string | null;
  readonly reason: string | null;
  readonly at: string | null;
  /** That we asked for deletion, and why; `refusal`: the code by which the partner's receipt refuses. */
  readonly recall: { readonly code: string; readonly at: string | null; readonly refusal: string | null } | null;
};

/** What was decided for one recipient, and what became of it. */
export type DeliveryRow = {
  recipient: string;
  outcome: 'queued' | 'wait' | 'yes' | 'no';
  code: string | null;
  detail: string | null;
  /** In JSON a text. */
  decided_at: Date | string | null;
  idx: number | null;
  entry_at: string | null;
  exception: 'missing' | 'refused' | 'quarantined' | 'stored' | null;
  exception_code: string | null;
  receipted_size: number | null;
  expunged: boolean | null;
  recall_body: string | null;
  recall_at: string | null;
  recall_refusal: string | null;
};

export const LEDGER = sql`
  select l.record, l.recipient, l.outcome, l.code, l.detail, l.decided_at, l.idx, e.at as entry_at, e.state as exception,
    e.code as exception_code, f.receipted_size, e.expunged, a.body as recall_body, q.at as recall_at, q.code as recall_refusal
  from store.release l
  left join lateral (select n.receipted_size from store.feed n where n.id = l.feed offset 0) f on true
  left join lateral (
    select n.at, n.state, n.code, n.expunged from store.entry n where n.feed = l.feed and n.idx = l.idx offset 0
  ) e on true
  left join lateral (
    select c.body, c.feed, c.idx from store.act c where c.about_feed = l.feed and c.about_idx = l.idx and c.kind = 'recall' offset 0
  ) a on true
  left join lateral (select n.at, n.code from store.entry n where n.feed = a.feed and n.idx = a.idx offset 0) q on true`;

/** The delivery ledger: for each record and partner where it stands, and why, from what was decided and receipted. */
export async function deliveriesOf(tx: Tx, seqs: readonly number[]): Promise<Map<number, Delivery[]>> {
  const rows = await tx.rows<DeliveryRow & { record: number }>(
    sql`${LEDGER} where l.record = any (${seqs}) order by l.record, l.recipient`,
  );
  const byRecord = new Map<number, Delivery[]>();
  for (const row of rows) byRecord.set(row.record, [...(byRecord.get(row.record) ?? []), asDelivery(row)]);
  return byRecord;
}

export function asDelivery(row: DeliveryRow): Delivery {
  const state = deliveryState({
    outcome: row.outcome,
    index: row.idx,
    exception: row.exception,
    receiptedSize: row.receipted_size ?? 0,
    isExpunged: row.expunged ?? false,
  });
  const at = row.entry_at ?? (row.decided_at === null ? null : new Date(row.decided_at).toISOString());
  return { partner: row.recipient, at, state, ...whyOf(row, state), recall: recallOf(row) };
}

function recallOf({ recall_body: body, recall_at: at, recall_refusal: refusal }: DeliveryRow): Delivery['recall'] {
  if (body === null) return null;
  const { code } = JSON.parse(body) as { code: string }; // as `queueRecall` wrote it
  return { code, at, refusal };
}

function whyOf(row: DeliveryRow, state: DeliveryState): Pick<Delivery, 'code' | 'reason'> {
  if (state === 'queued' || state === 'expunged') return { code: null, reason: null };
  if (state === row.exception && state !== 'stored')
    return { code: row.exception_code, reason: `the partner's receipt says: ${row.exception_code}` };
  const isSent = row.outcome === 'yes';
  return { code: row.code, reason: row.detail ?? (isSent ? null : explainRelease(row.code)) };
}
