import type { DeskAct, ItemType } from '#contract/statement-desk.ts';
import { sql, type Tx } from '#store/db.ts';
import type { Change, Item } from './item.ts';
import { itemOf, type StatementRow } from './rows.ts';

export type Act = {
  readonly act: DeskAct['act'];
  readonly version: number;
  readonly at: Date;
  /** A person; null: this node itself. */
  readonly by: string | null;
  readonly reason?: string | null;
  readonly undoes?: number;
  readonly before?: unknown;
  readonly after?: unknown;
};

/** What is done with a statement, or with each of these items, kept for good. */
export async function keepAct(
  tx: Tx,
  row: StatementRow,
  { changes, ...act }: Act & { readonly changes?: readonly Change[] },
): Promise<void> {
  const { act: name, version, at, by, reason = null, undoes = null, before = null, after = null } = act;
  const rows: Kept[] = changes
    ? changes.map((change) => ({ item: (change.after ?? change.before)!, before: change.before, after: change.after }))
    : [{ item: null, before, after }];
  await tx.run(sql`
    insert into statements.journal
      (statement, class, version, at, act, by, reader, reader_version, item, type, span_start, span_end, decision, undoes, reason, before, after)
    select ${row.seq}::bigint, ${row.class}::integer, ${version}::integer, ${at}::timestamptz, ${name}::text, ${by}::text, t.reader, t.reader_version, t.item, t.type, t.span_start, t.span_end,
      t.decision, ${undoes}::integer, coalesce(t.reason, ${reason}::text), t.before, t.after
    from unnest(
      ${rows.map(({ item }) => (item ? (item.proposal?.reader.name ?? null) : row.reader))}::text[],
      ${rows.map(({ item }) => (item ? (item.proposal?.reader.version ?? null) : row.reader_version))}::text[],
      ${rows.map(({ item }) => item?.id ?? null)}::uuid[], ${rows.map(({ item }) => item?.type ?? null)}::text[],
      ${rows.map(({ item }) => item?.values.start ?? null)}::integer[], ${rows.map(({ item }) => item?.values.end ?? null)}::integer[],
      ${rows.map((one) => decisionOf(one))}::text[], ${rows.map(({ after: now }) => reasonOf(now))}::text[],
      ${rows.map((one) => textOf(one.before))}::text[], ${rows.map((one) => textOf(one.after))}::text[]
    ) as t (reader, reader_version, item, type, span_start, span_end, decision, reason, before, after)`);
}

type Kept = { readonly item: Item | null; readonly before: unknown; readonly after: unknown };

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && 'decision' in value;
const decisionOf = ({ item, after }: Kept): string | null =>
  item === null ? null : isItem(after) ? after.decision : 'removed';
const reasonOf = (after: unknown): string | null => (isItem(after) ? after.reason : null);
const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(isItem(value) ? itemOf(value) : value);

export type ActRow = {
  readonly id: number;
  readonly version: number;
  readonly at: Date;
  readonly act: DeskAct['act'];
  readonly by: string | null;
  readonly reader: string | null;
  readonly reader_version: string | null;
  readonly item: string | null;
  readonly type: ItemType | null;
  readonly span_start: number | null;
  readonly span_end: number | null;
  readonly decision: string | null;
  readonly reason: string | null;
  readonly before: string | null;
  readonly after: string | null;
};

/** Oldest first, from behind a place in the journal. */
export const actsOf = (
  tx: Tx,
  statement: number,
  { since, cursor, limit }: { since: number; cursor: number; limit: number },
): Promise<ActRow[]> =>
  tx.rows<ActRow>(sql`
    select id, version, at, act, by, reader, reader_version, item, type, span_start, span_end, decision, reason, before, after
    from statements.journal where statement = ${statement} and version > ${since} and id > ${cursor} order by id limit ${limit}`);

/** What one version changed of items, in order. */
export async function changesOf(tx: Tx, statement: number, version: number): Promise<Change[]> {
  const rows = await tx.rows<Pick<ActRow, 'before' | 'after'>>(sql`
    select before, after from statements.journal
    where statement = ${statement} and version = ${version} and act in ('decided', 'undone') order by id`);
  const read = (text: string | null): Item | null => (text === null ? null : (JSON.parse(text) as Item)); // written by keepAct
  return rows.map(({ before, after }) => ({ before: read(before), after: read(after) }));
}

/** The version whose decisions stand and were taken last: what an officer undoes next. Undone ones are taken back the same way. */
export async function lastUndoable(tx: Tx, statement: number): Promise<number | null> {
  const rows = await tx.rows<{ version: number; undoes: number | null }>(sql`
    select version, max(undoes) as undoes from statements.journal
    where statement = ${statement} and act in ('decided', 'undone') group by version order by version`);
  const standing: number[] = [];
  const undone = new Map<number, number>();
  for (const { version, undoes } of rows) {
    if (undoes === null) standing.push(version);
    else if (undone.has(undoes)) standing.push(undone.get(undoes)!);
    else {
      undone.set(version, undoes);
      const place = standing.lastIndexOf(undoes);
      if (place >= 0) standing.splice(place, 1);
    }
  }
  return standing.at(-1) ?? null;
}
