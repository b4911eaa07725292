import { Failure } from '#kernel/errors.ts';
import { sql, type Tx } from '#store/db.ts';

export type Comment = {
  /** In the order of writing. */
  readonly seq: number;
  readonly id: string;
  readonly record: string;
  readonly person: string;
  readonly name: string;
  readonly unit: string;
  readonly text: string | null;
  readonly mentions: readonly string[];
  readonly revision: number;
  readonly writtenAt: Date;
  readonly editedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly version: string;
};

const COMMENTS = sql`select c.seq, c.id, c.record, c.person, c.name, c.unit, c.text, c.mentions, c.revision, c.written_at as "writtenAt",
  c.edited_at as "editedAt", c.withdrawn_at as "withdrawnAt", r.modified as version
  from comments.comment c join store.record r on r.seq = c.version`;

/** Those whose version the transaction's scope sees, the newest first, from below a place on. */
export function commentsOn(
  tx: Tx,
  record: string,
  { below = null, most }: { readonly below: number | null | undefined; readonly most: number },
): Promise<Comment[]> {
  const classes = tx.scope === 'node' ? [] : tx.scope.classes;
  return tx.rows<Comment>(sql`
    ${COMMENTS} where c.record = ${record} and (${tx.scope === 'node'} or r.class = any (${classes}::integer[]))
      and (${below}::bigint is null or c.seq < ${below}) order by c.seq desc limit ${most}`);
}

/** As the transaction's scope sees it. */
export function commentById(tx: Tx, id: string): Promise<Comment | undefined> {
  return tx.row<Comment>(sql`${COMMENTS} where c.id = ${id}`);
}

export type Earlier = { readonly comment: string; readonly text: string; readonly until: Date };

/** What they said before, in its order. */
export function earlierOf(tx: Tx, ids: readonly string[]): Promise<Earlier[]> {
  return tx.rows<Earlier>(
    sql`select comment, text, until from comments.earlier where comment = any (${ids}) order by comment, revision`,
  );
}

export type NewComment = Pick<Comment, 'id' | 'record' | 'person' | 'name' | 'unit' | 'mentions'> & {
  readonly text: string;
  /** Number of the version that was seen. */
  readonly seq: number;
  readonly at: Date;
};

export async function writeComment(tx: Tx, { id, record, seq, at, ...said }: NewComment): Promise<void> {
  await tx.run(sql`
    insert into comments.comment (id, record, version, person, name, unit, text, mentions, written_at)
    values (${id}, ${record}, ${seq}, ${said.person}, ${said.name}, ${said.unit}, ${said.text}, ${said.mentions}, ${at})`);
}

type Act = { readonly id: string; readonly person: string; readonly revision: number; readonly at: Date };

/** Own ones only, and on the revision that was read. */
export async function editComment(tx: Tx, { id, person, revision, at }: Act, text: string): Promise<void> {
  await refuseOther(tx, { id, person, revision, at });
  await tx.run(
    sql`insert into comments.earlier (comment, revision, text, until) select id, revision, text, ${at} from comments.comment where id = ${id}`,
  );
  await tx.run(
    sql`update comments.comment set text = ${text}, revision = revision + 1, edited_at = ${at} where id = ${id}`,
  );
}

/** That something was said stays; what it was does not, nor what it said before. */
export async function withdrawComment(tx: Tx, act: Act): Promise<void> {
  await refuseOther(tx, act);
  await tx.run(sql`delete from comments.earlier where comment = ${act.id}`);
  await tx.run(sql`
    update comments.comment set text = null, mentions = '{}', revision = revision + 1, withdrawn_at = ${act.at} where id = ${act.id}`);
}

async function refuseOther(tx: Tx, { id, person, revision }: Act): Promise<void> {
  const held = await tx.row<{ person: string; revision: number; withdrawn: boolean }>(
    sql`select person, revision, withdrawn_at is not null as withdrawn from comments.comment where id = ${id} for update`,
  );
  if (held?.person !== person) throw new Failure('not-found', 'there is no such comment of yours');
  if (held.withdrawn) throw new Failure('conflict', 'this comment was taken back');
  if (held.revision !== revision)
    throw new Failure('conflict', 'this comment was changed meanwhile: look at it again', { path: '$.revision' });
}
