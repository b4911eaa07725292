import { toBase64 } from '#platform';
import { readJson } from '#kernel/json/read.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { classesOf, prepared, sql, type Sql, type Tx } from '#store/db.ts';

/** One version of a record, with those of its parts that the transaction's scope may see and that are held. */
export type StoredRecord = {
  readonly seq: number;
  readonly publisher: string;
  readonly id: string;
  readonly modified: string;
  readonly type: string;
  readonly accord: string | null;
  readonly channel: string | null;
  readonly place: 'internal' | 'shared';
  readonly class: number;
  readonly c: Uint8Array;
  /** Read from its texts when it is first asked for. */
  readonly object: JsonObject;
  /** The same as JSON, where it is stored in one text. */
  readonly text: string | undefined;
  readonly withheld: number;
  /** Its content is gone: `object` is the stub that is left. */
  readonly expungedAt: Date | null;
};

export type RecordRow = {
  seq: number;
  publisher: string;
  id: string;
  modified: string;
  type: string;
  accord: string | null;
  channel: string | null;
  place: 'internal' | 'shared';
  class: number;
  c: Uint8Array;
  expunged_at: Date | null;
  subject_id: string | null;
  subject_modified: string | null;
  subject_c: Uint8Array | null;
  verb: string | null;
  /** None of a stub. */
  parts: number | null;
};

export const COLUMNS = sql`r.seq, r.publisher, r.id, r.modified, r.type, r.accord, r.channel, r.place, r.class, r.c, r.expunged_at,
  r.subject_id, r.subject_modified, r.subject_c, r.verb, r.parts`;

/** `bodies`: of the parts that are seen and held. */
export const fromRow = (row: RecordRow, bodies: readonly string[]): StoredRecord => {
  let object: JsonObject | undefined;
  return {
    seq: row.seq,
    publisher: row.publisher,
    id: row.id,
    modified: row.modified,
    type: row.type,
    accord: row.accord,
    channel: row.channel,
    place: row.place,
    class: row.class,
    c: new Uint8Array(row.c),
    get object() {
      return (object ??= objectOf(row, bodies));
    },
    text: row.expunged_at === null && bodies.length === 1 ? bodies[0] : undefined,
    withheld: row.parts === null ? 0 : row.parts - bodies.length,
    expungedAt: row.expunged_at,
  };
};

const objectOf = (row: RecordRow, bodies: readonly string[]): JsonObject =>
  row.expunged_at ? stubOf(row) : Object.assign({}, ...bodies.map((body) => readJson(body) as JsonObject));

/** Definitions, "Four words": all that is left of a record whose content was expunged. */
const stubOf = (row: RecordRow): JsonObject => ({
  type: row.type,
  id: row.id,
  modified: row.modified,
  ...(row.accord === null ? {} : { accord_ref: row.accord }),
  ...(row.subject_id === null || row.subject_modified === null || row.subject_c === null
    ? {}
    : { subject: { id: row.subject_id, modified: row.subject_modified, c: toBase64(new Uint8Array(row.subject_c)) } }),
  ...(row.verb === null ? {} : { verb: row.verb }),
});

/**
 * The one shape in which records are read. A reader's classes are in the predicate (primary), and again in row-level security.
 * `parts` counts by the record's own class, so it says how many are withheld and nothing of what they hold.
 * `lateral ... offset 0`, here and in what is asked beside records, is planned as one look-up in an index per record. Left to
 * itself the planner reads whole tables as long as they were not analyzed, and hashes them.
 * `(select $1)` keeps the length of a list from the planner: a prepared statement is planned once, and not for each list anew.
 */
function select(tx: Tx, chosen: Sql, order: Sql): Sql {
  const all = tx.scope === 'node';
  const classes = tx.scope === 'node' ? [] : tx.scope.classes;
  const statement = sql`
    select ${COLUMNS}, q.n, q.body
    from (${chosen}) r
    left join lateral (
      select p.n, p.body from store.record_part p
      where p.record = r.seq and (${all}::boolean or p.class = any (${classes}::integer[])) offset 0
    ) q on true
    where ${all}::boolean or r.class = any (${classes}::integer[])
    order by ${order}`;
  return chosen.name === undefined ? statement : prepared(chosen.name, statement);
}

const NEWEST_FIRST = sql`r.seq desc`;

type PartRow = RecordRow & { readonly n: number | null; readonly body: string | null };

/** The rows of one version stand together, whatever the order of its parts. */
async function read(tx: Tx, chosen: Sql, order = NEWEST_FIRST): Promise<StoredRecord[]> {
  const rows = await tx.rows<PartRow>(select(tx, chosen, order));
  const records: StoredRecord[] = [];
  for (let at = 0; at < rows.length;) {
    const row = rows[at]!;
    const parts: PartRow[] = [];
    for (; rows[at]?.seq === row.seq; at++) parts.push(rows[at]!);
    if (parts.length > 1) parts.sort((a, b) => a.n! - b.n!);
    records.push(
      fromRow(
        row,
        parts.flatMap(({ body }) => body ?? []),
      ),
    );
  }
  return records;
}

/** All versions of the ids, newest first: by what their author says, since they may have come in another order. */
export function versionsOf(tx: Tx, ids: readonly string[]): Promise<StoredRecord[]> {
  const chosen = sql`
    select held.* from unnest((select ${ids}::text[])) as wanted (id)
    cross join lateral (select * from store.record n where n.id = wanted.id offset 0) held`;
  return read(tx, prepared('versions_of', chosen), sql`r.modified_at desc, r.seq desc`);
}

export async function recordBySeq(tx: Tx, seq: number): Promise<StoredRecord | undefined> {
  return (await recordsBySeq(tx, [seq]))[0];
}

export function recordsBySeq(tx: Tx, seqs: readonly number[]): Promise<StoredRecord[]> {
  return read(tx, sql`select * from store.record where seq = any (${seqs})`);
}

export type Page = {
  readonly accord?: string | undefined;
  readonly type?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

/** That the reader sees `v` of store.record, and no newer version of it. */
export function isNewestSeen(tx: Tx): Sql {
  const classes = classesOf(tx);
  return sql`(${classes}::integer[] is null or v.class = any (${classes}::integer[]))
    and not exists (
      select 1 from store.record w
      where w.id = v.id and w.publisher = v.publisher and w.modified_at > v.modified_at
        and (${classes}::integer[] is null or w.class = any (${classes}::integer[])))`;
}

/** The newest version of each record, newest first; steps are part of what they step on and are asked for by type. */
export async function newest(tx: Tx, page: Page): Promise<StoredRecord[]> {
  // Walks an index from its end. Without fresh statistics the planner believes that few rows pass, and reads and sorts them all.
  const [, found] = await Promise.all([
    tx.run(prepared('sort_off', sql`set local enable_sort = off`)),
    read(
      tx,
      sql`select * from store.record v
          where (${page.accord ?? null}::text is null or v.accord = ${page.accord ?? null})
            and (${page.type ?? null}::text is null and v.type <> 'step' or v.type = ${page.type ?? null})
            and (${page.before ?? null}::bigint is null or v.seq < ${page.before ?? null})
            and ${isNewestSeen(tx)}
          order by v.seq desc limit ${page.limit}`,
    ),
    tx.run(prepared('sort_as_before', sql`set local enable_sort to default`)),
  ]);
  return found;
}

/** Page after page, so that nothing is left out: for what is looked through as a whole. */
export async function everyNewest(tx: Tx, wanted: Omit<Page, 'before' | 'limit'>): Promise<StoredRecord[]> {
  return everyPage((before, limit) => newest(tx, { ...wanted, before, limit }));
}

export async function everyPage(
  pageOf: (before: number | undefined, limit: number) => Promise<readonly StoredRecord[]>,
): Promise<StoredRecord[]> {
  const found: StoredRecord[] = [];
  for (let page = await pageOf(undefined, EVERY); ; page = await pageOf(found.at(-1)!.seq, EVERY)) {
    found.push(...page);
    if (page.length < EVERY) return found;
  }
}
const EVERY = 500;

/** All steps on the subjects, with the place of each in its feed; without one it is ours and still on its way. */
export async function stepsOn(
  tx: Tx,
  subjects: readonly string[],
): Promise<{ record: StoredRecord; position: Position | null }[]> {
  const chosen = sql`
    select step.* from unnest((select ${subjects}::text[])) as wanted (id)
    cross join lateral (select * from store.record n where n.subject_id = wanted.id offset 0) step`;
  const records = await read(tx, prepared('steps_on', chosen));
  const positions = await positionsOf(
    tx,
    records.map((record) => record.seq),
  );
  return records.map((record) => ({ record, position: positions.get(record.seq) ?? null }));
}

/** Where a record stands in its publisher's feed. `excepted`: the recipient's latest receipt says that it does not hold it. */
export type Position = {
  readonly feed: number;
  readonly origin: string;
  readonly index: number;
  readonly seen: number;
  readonly excepted: boolean;
};

export async function positionsOf(tx: Tx, seqs: readonly number[]): Promise<Map<number, Position>> {
  if (seqs.length === 0) return new Map();
  const asked = sql`
    select e.record, e.feed, f.origin, f.base + e.idx as idx, e.seen_size, e.state
    from unnest((select ${seqs}::bigint[])) as wanted (record)
    cross join lateral (
      select n.record, n.feed, n.idx, n.seen_size, n.state from store.entry n where n.record = wanted.record offset 0
    ) e
    join store.feed f on f.id = e.feed order by f.epoch desc, e.idx desc`;
  const rows = await tx.rows<{
    record: number;
    feed: number;
    origin: string;
    idx: number;
    seen_size: number;
    state: string | null;
  }>(prepared('positions_of', asked));
  // One that a partner published twice stands where it first did.
  return new Map(
    rows.map((row) => [
      row.record,
      {
        feed: row.feed,
        origin: row.origin,
        index: row.idx,
        seen: row.seen_size,
        excepted: row.state !== null && row.state !== 'stored',
      },
    ]),
  );
}
