import { Failure } from '#kernel/errors.ts';
import { sql, type Sql, type Tx } from '#store/db.ts';

/** Keeps a record, all its versions, whoever asks for deletion. The reason never leaves the node. */
export type LegalHold = {
  readonly id: number;
  readonly record: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly until: Date | null;
  readonly liftedBy: string | null;
  readonly liftedAt: Date | null;
  readonly liftedWhy: string | null;
};

/** That `h` of store.legal_hold keeps its record at that moment. */
const stands = (at: Date): Sql => sql`(h.lifted_at is null and (h.until is null or h.until > ${at}))`;

/** That a hold is on the record with this id. */
export const isHeld = (id: Sql, now: Date): Sql =>
  sql`exists (select 1 from store.legal_hold h where h.record = ${id} and ${stands(now)})`;

/** Of the ids, those that a hold is on at this moment. */
export async function heldAmong(tx: Tx, ids: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ record: string }>(sql`
    select distinct h.record from store.legal_hold h where h.record = any (${ids}) and ${stands(now)}`);
  return new Set(rows.map(({ record }) => record));
}

/** All that ever were on a record, newest first. */
export function holdsOn(tx: Tx, id: string): Promise<LegalHold[]> {
  return tx.rows<LegalHold>(sql`
    select id, record, reason, placed_by as "placedBy", placed_at as "placedAt", until, lifted_by as "liftedBy",
      lifted_at as "liftedAt", lifted_why as "liftedWhy"
    from store.legal_hold where record = ${id} order by id desc`);
}

export type ListedHold = LegalHold & { readonly placedByName: string; readonly liftedByName: string | null };
type Page = { readonly before: number | undefined; readonly standingAt: Date | undefined; readonly limit: number };

/** On whatever record, newest first; `standingAt`: those alone that hold something then. */
export function holdsBefore(tx: Tx, { before, standingAt, limit }: Page): Promise<ListedHold[]> {
  return tx.rows<ListedHold>(sql`
    select h.id, h.record, h.reason, h.placed_by as "placedBy", h.placed_at as "placedAt", h.until, h.lifted_by as "liftedBy",
      h.lifted_at as "liftedAt", h.lifted_why as "liftedWhy", coalesce(p.name, h.placed_by) as "placedByName",
      coalesce(l.name, h.lifted_by) as "liftedByName"
    from store.legal_hold h
    left join people.person p on p.id = h.placed_by
    left join people.person l on l.id = h.lifted_by
    where (${before ?? null}::bigint is null or h.id < ${before ?? null})
      and ${standingAt === undefined ? sql`true` : stands(standingAt)}
    order by h.id desc limit ${limit}`);
}

export type NewHold = Pick<LegalHold, 'record' | 'reason' | 'placedBy' | 'placedAt' | 'until'>;

export async function placeHold(tx: Tx, { record, reason, placedBy, placedAt, until }: NewHold): Promise<void> {
  await tx.run(sql`
    insert into store.legal_hold (record, reason, placed_by, placed_at, until)
    values (${record}, ${reason}, ${placedBy}, ${placedAt}, ${until})`);
}

export type Lifting = {
  readonly id: number;
  readonly record: string;
  readonly by: string;
  readonly at: Date;
  readonly why: string;
};

export async function liftHold(tx: Tx, { id, record, by, at, why }: Lifting): Promise<void> {
  const lifted = await tx.run(sql`
    update store.legal_hold set lifted_by = ${by}, lifted_at = ${at}, lifted_why = ${why}
    where id = ${id} and record = ${record} and lifted_at is null`);
  if (lifted === 0) throw new Failure('not-found', 'there is no such hold on this record that is not lifted');
}
