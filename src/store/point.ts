import { prepared, sql, type Db, type Scope } from '#store/db.ts';
import { asDelivery, LEDGER, type Delivery, type DeliveryRow } from '#store/delivery.ts';
import { COLUMNS, fromRow, type RecordRow, type StoredRecord } from '#store/records.ts';

/** A record with its delivery and where it stands in its publisher's feed. */
export type PointRead = {
  readonly record: StoredRecord;
  readonly deliveries: readonly Delivery[];
  readonly place: { readonly origin: string; readonly index: number } | undefined;
};

type Row = RecordRow & {
  /** One a line: canonical JSON has no line feed. An array would be parsed letter by letter. */
  bodies: string | null;
  ledger: DeliveryRow[] | null;
  position: { origin: string; index: number } | null;
};

/** The newest version of the id that the classes see, by one statement: nothing is asked more often. */
export async function pointRead(
  db: Pick<Db, 'ask'>,
  scope: Exclude<Scope, 'node'>,
  id: string,
): Promise<PointRead | undefined> {
  const { classes } = scope;
  const { text, values } = sql`
    from (
      select * from store.record
      where id = ${id} and class = any (${classes}::integer[]) order by modified_at desc, seq desc limit 1
    ) r
    cross join lateral (
      select string_agg(q.body, e'\\n' order by q.n) as bodies from store.record_part q
      where q.record = r.seq and q.class = any (${classes}::integer[])
    ) p`;
  const [row] = await db.ask<Row>(scope, prepared('point_read', { text: `${TOLD} ${text}`, values }));
  return (
    row && {
      record: fromRow(row, row.bodies?.split('\n') ?? []),
      deliveries: (row.ledger ?? []).map(asDelivery),
      place: row.position ?? undefined,
    }
  );
}

// One that a partner published twice stands where it first did.
const TOLD = `
  select ${COLUMNS}, p.bodies,
    (select json_agg(d order by d.recipient) from (${LEDGER} where l.record = r.seq) d) as ledger,
    (select json_build_object('origin', f.origin, 'index', f.base + e.idx) from store.entry e join store.feed f on f.id = e.feed
      where e.record = r.seq order by f.epoch, e.idx limit 1) as position`;
