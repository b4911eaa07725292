import { digestOf, pointText, type Access } from '#store/access.ts';
import type { Db, Scope } from '#store/db.ts';
import { asDelivery, LEDGER, type Delivery, type DeliveryRow } from '#store/delivery.ts';
import { gathered } from '#store/gather.ts';
import type { HeldEntries } from '#store/held-entries.ts';
import { LOCKS } from '#store/locks.ts';
import { COLUMNS, fromRow, type RecordRow, type StoredRecord } from '#store/records.ts';

/** A record with its delivery and where it stands in its publisher's feed. */
export type PointRead = {
  readonly record: StoredRecord;
  readonly deliveries: readonly Delivery[];
  readonly place: { readonly origin: string; readonly index: number } | undefined;
};

type Asked = {
  readonly scope: Exclude<Scope, 'node'>;
  readonly id: string;
  /** Told in the access log if the record is found; null where the caller keeps no entry. */
  readonly reading: Omit<Access, 'ids'> | null;
};

/** The newest version of the id that the classes see. Its access entry is committed before it is given. */
export type PointReader = (asked: Asked) => Promise<PointRead | undefined>;

/** One for each part and recipient, with nulls where there is none. */
type Row = RecordRow & {
  /** Which of the group. */
  readonly asked: number;
  readonly n: number | null;
  readonly body: string | null;
  readonly origin: string | null;
  readonly index: number | null;
} & (DeliveryRow | { readonly recipient: null });

/** Nothing is asked more often: what readers of the same classes ask at once is one statement, and with its entries one commit. */
export const openPointReader = (db: Pick<Db, 'pool'>, held: HeldEntries): PointReader =>
  gathered((asked: readonly Asked[]) => readAll(db, held, asked), {
    most: 32,
    lanes: 2,
    key: ({ scope }) => scope.classes.join(),
  });

async function readAll(
  { pool }: Pick<Db, 'pool'>,
  held: HeldEntries,
  asked: readonly Asked[],
): Promise<(PointRead | undefined)[]> {
  const { classes } = asked[0]!.scope;
  const wanted = asked.map(({ id, reading }, at) => ({ ...reading, asked: at, wanted: id, digest: digestOf([id]) }));
  const expected = asked.map(
    ({ id, reading }, at) => reading && held.expect(pointText(reading, wanted[at]!.digest), { ...reading, ids: [id] }),
  );
  const found = new Map<number, Row[]>();
  try {
    const values = [JSON.stringify(wanted), classes.join(), classes];
    for (const row of (await pool.query<Row>({ ...POINT_READ, values })).rows) {
      const same = found.get(row.asked);
      if (same) same.push(row);
      else found.set(row.asked, [row]);
    }
  } finally {
    expected.forEach((one, at) => (found.has(at) ? one?.sure() : one?.drop()));
  }
  return asked.map((_, at) => asRead(found.get(at)));
}

function asRead(rows: readonly Row[] | undefined): PointRead | undefined {
  const [row] = rows ?? [];
  if (!rows || !row) return undefined;
  const bodies = new Map(rows.flatMap(({ n, body }) => (body === null ? [] : [[n, body]])));
  const ledger = new Map(rows.flatMap((one) => (one.recipient === null ? [] : [[one.recipient, one]])));
  return {
    record: fromRow(row, [...bodies.values()]),
    deliveries: [...ledger.values()].map(asDelivery),
    place: row.origin === null || row.index === null ? undefined : { origin: row.origin, index: row.index },
  };
}

/**
 * The scope is set within the statement and ends with it; what is behind the row that sets it is planned behind it, or would see
 * nothing. One that a partner published twice stands where it first did.
 */
const POINT_READ = {
  name: 'point_read',
  text: `
    with wanted as (
      select * from json_to_recordset($1::json) as w (
        asked integer, wanted text, at timestamptz, person text, token text, query text, purpose text, digest text, "to" text
      )
    ), found as materialized (
      select w.*, r.*
      from (
        select set_config('entente.scope', 'reader', true) as scope, set_config('entente.classes', $2, true) as classes,
          pg_advisory_xact_lock_shared(${LOCKS.accessEntries}) as lock offset 0
      ) s
      cross join wanted w
      cross join lateral (
        select * from store.record
        where id = w.wanted and class = any ($3::integer[]) and s.scope is not null and s.classes is not null
        order by modified_at desc, seq desc limit 1
      ) r
    ), kept as (
      insert into oversight.access (at, person, token, query, purpose, count, digest, disclosed_to)
      select at, person, token, query, purpose, 1, digest, "to" from found where query is not null
    )
    select r.asked, ${COLUMNS.text}, p.n, p.body, d.*, t.origin, t.index
    from found r
    left join lateral (
      select q.n, q.body from store.record_part q where q.record = r.seq and q.class = any ($3::integer[]) offset 0
    ) p on true
    left join lateral (${LEDGER.text} where l.record = r.seq) d on true
    left join lateral (
      select f.origin, f.base + e.idx as index from store.entry e
      cross join lateral (select g.origin, g.base, g.epoch from store.feed g where g.id = e.feed offset 0) f
      where e.record = r.seq order by f.epoch, e.idx limit 1
    ) t on true
    order by r.asked, p.n, d.recipient`,
};
