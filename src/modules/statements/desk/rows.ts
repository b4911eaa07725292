import type { DeskState, ItemDecision, ItemType } from '#contract/statement-desk.ts';
import { Failure } from '#kernel/errors.ts';
import type { Tlp } from '#kernel/policy/markings.ts';
import { sql, type Tx } from '#store/db.ts';
import { stands, type Change, type Item } from './item.ts';

/** A statement as it is kept; `text` null: withdrawn, or not asked for. */
export type StatementRow = {
  readonly seq: number;
  readonly id: string;
  readonly accord: string;
  readonly class: number;
  readonly marking: Tlp;
  readonly version: number;
  readonly state: DeskState;
  readonly title: string | null;
  readonly source_name: string | null;
  readonly source_url: string | null;
  readonly published: string | null;
  readonly side: string | null;
  readonly lang: string | null;
  readonly media_type: string;
  readonly text: string | null;
  readonly sha256: Uint8Array;
  readonly characters: number;
  readonly put_by: string;
  readonly put_at: Date;
  /** In which it was put in; null: before units were kept. */
  readonly unit: string | null;
  readonly keep_until: Date;
  readonly read_wanted: Date | null;
  readonly read_attempts: number;
  readonly reader: string | null;
  readonly reader_version: string | null;
  readonly read_at: Date | null;
  readonly read_fault: string | null;
  readonly sides: string;
  readonly proposed: number;
  readonly open: number;
  readonly drafts: number;
  readonly published_items: number;
  readonly record: string;
  readonly record_published_at: Date | null;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_why: string | null;
};

/** All but the text, which lists do not need. */
export const ENTRY = sql`s.seq, s.id, s.accord, s.class, s.marking, s.version, s.state, s.title, s.source_name, s.source_url, s.published, s.side, s.lang,
  s.media_type, null::text as text, s.sha256, s.characters, s.put_by, s.put_at, s.unit, s.keep_until, s.read_wanted, s.read_attempts, s.reader, s.reader_version, s.read_at,
  s.read_fault, s.sides, s.proposed, s.open, s.drafts, s.published_items, s.record, s.record_published_at, s.withdrawn_at, s.withdrawn_by, s.withdrawn_why`;

export const rowsOf = (tx: Tx, ids: readonly string[]): Promise<StatementRow[]> =>
  tx.rows<StatementRow>(sql`select ${ENTRY} from statements.statement s where s.id = any (${ids}::uuid[])`);

export type Classes = readonly number[];

/** As an officer may see it; whoever may not is told that it is not there. */
export async function statementFor(tx: Tx, id: string, classes: Classes): Promise<StatementRow> {
  return found(
    isUuid(id)
      ? await tx.row<StatementRow>(sql`
    select * from statements.statement where id = ${id} and class = any (${classes}::integer[])`)
      : undefined,
  );
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockedFor(tx: Tx, id: string, classes: Classes): Promise<StatementRow> {
  return found(
    isUuid(id)
      ? await tx.row<StatementRow>(sql`
    select * from statements.statement where id = ${id} and class = any (${classes}::integer[]) for update`)
      : undefined,
  );
}

function found(row: StatementRow | undefined): StatementRow {
  if (!row) throw new Failure('not-found', 'there is no such statement');
  return row;
}

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

type ItemRow = {
  readonly id: string;
  readonly type: ItemType;
  readonly body: string;
  readonly decision: ItemDecision;
  readonly is_current: boolean;
  readonly record: string | null;
  readonly published_at: Date | null;
  readonly version: number;
};

export type KeptItem = Item & { readonly version: number };

/** In the order of the text. */
export async function itemsOf(tx: Tx, statement: number): Promise<KeptItem[]> {
  const rows = await tx.rows<ItemRow>(sql`
    select id, type, body, decision, is_current, record, published_at, version from statements.item where statement = ${statement}`);
  return rows
    .map(asItem)
    .sort((a, b) => a.values.start - b.values.start || a.values.end - b.values.end || (a.id < b.id ? -1 : 1));
}

type Body = Pick<Item, 'values' | 'proposal' | 'reason' | 'reviewer' | 'at' | 'from'>;

const asItem = (row: ItemRow): KeptItem => ({
  id: row.id,
  type: row.type,
  ...(JSON.parse(row.body) as Body), // written by this file alone
  decision: row.decision,
  isCurrent: row.is_current,
  record: row.record,
  publishedAt: row.published_at?.toISOString() ?? null,
  version: row.version,
});

const bodyOf = ({ values, proposal, reason, reviewer, at, from }: Item): string =>
  JSON.stringify({ values, proposal, reason, reviewer, at, from } satisfies Body);

/** An item as it is kept in the journal: without what says only how it stands with the reader. */
export const itemOf = ({
  id,
  type,
  values,
  proposal,
  decision,
  reason,
  reviewer,
  at,
  from,
  isCurrent,
  record,
  publishedAt,
}: Item): Item => ({
  id,
  type,
  values,
  proposal,
  decision,
  reason,
  reviewer,
  at,
  from,
  isCurrent,
  record,
  publishedAt,
});

/** The rows of the items, in this version of their statement. */
export async function keepItems(
  tx: Tx,
  { seq, class: visibility }: StatementRow,
  { changes, version }: { changes: readonly Change[]; version: number },
): Promise<void> {
  const gone = changes.flatMap(({ before, after }) => (after === null && before ? [before.id] : []));
  if (gone.length > 0)
    await tx.run(sql`delete from statements.item where statement = ${seq} and id = any (${gone}::uuid[])`);
  const kept = changes.flatMap(({ after }) => (after ? [after] : []));
  if (kept.length === 0) return;
  await tx.run(sql`
    insert into statements.item (id, statement, class, type, body, decision, is_current, record, published_at, version)
    select t.id, ${seq}::bigint, ${visibility}::integer, t.type, t.body, t.decision, t.is_current, t.record, t.published_at, ${version}::integer
    from unnest(
      ${kept.map(({ id }) => id)}::uuid[], ${kept.map(({ type }) => type)}::text[], ${kept.map(bodyOf)}::text[], ${kept.map(({ decision }) => decision)}::text[],
      ${kept.map(({ isCurrent }) => isCurrent)}::boolean[], ${kept.map(({ record }) => record)}::text[], ${kept.map(({ publishedAt }) => publishedAt)}::timestamptz[]
    ) as t (id, type, body, decision, is_current, record, published_at)
    on conflict (id) do update set body = excluded.body, decision = excluded.decision, is_current = excluded.is_current,
      record = excluded.record, published_at = excluded.published_at, version = excluded.version`);
}

export type Changed = {
  readonly version: number;
  readonly state?: DeskState;
  readonly items: readonly Item[];
};

/** A new version, with the counts that the queue shows. */
export async function keepVersion(
  tx: Tx,
  { seq, state: before }: StatementRow,
  { version, state = before, items }: Changed,
): Promise<void> {
  const commitments = items.filter((item) => item.type === 'commitments' && stands(item));
  await tx.run(sql`
    update statements.statement set version = ${version}, state = ${state}, proposed = ${items.length},
      open = ${items.filter(({ decision }) => decision === 'open').length},
      drafts = ${commitments.filter(({ publishedAt }) => publishedAt === null).length},
      published_items = ${commitments.filter(({ publishedAt }) => publishedAt !== null).length}
    where seq = ${seq}`);
}

/** The items after these changes. */
export function withChanges(items: readonly Item[], changes: readonly Change[]): Item[] {
  const now = new Map(items.map((item) => [item.id, item]));
  for (const { before, after: made } of changes) {
    if (before) now.delete(before.id);
    if (made) now.set(made.id, made);
  }
  return [...now.values()];
}
