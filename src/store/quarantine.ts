import { Failure } from '#kernel/errors.ts';
import { sql, type Tx } from '#store/db.ts';
import type { Feed } from '#store/feeds.ts';

export type Lifting = {
  readonly at: Date;
  readonly person: string;
  readonly token: string | null;
  readonly reason: string;
};

/**
 * A person decides that the feed is asked again: one transaction with the row that says so. Nothing that was verified is given up, and
 * the fault stands until the next pull has judged what the partner shows by what is held: till then nothing flows that waits for it.
 */
export async function liftQuarantine(
  tx: Tx,
  feed: Pick<Feed, 'id'>,
  { at, person, token, reason }: Lifting,
): Promise<void> {
  const kept = await tx.run(sql`
    insert into oversight.quarantine_lift (at, person, token, origin, fault_name, fault_detail, fault_at, reason)
    select ${at}, ${person}, ${token}, origin, fault_name, coalesce(fault_detail, ''), coalesce(fault_at, ${at}), ${reason}
    from store.feed where id = ${feed.id} and fault_name is not null for update`);
  if (kept === 0) throw new Failure('conflict', 'this feed is not in quarantine');
  await tx.run(sql`update store.feed set lifted_at = ${at} where id = ${feed.id}`);
}

export type Lifted = {
  readonly at: Date;
  readonly person: string;
  readonly origin: string;
  readonly fault: string;
  readonly detail: string;
  readonly since: Date;
  readonly reason: string;
};

/** The newest decisions on these feeds, from below a place on. */
export function liftedQuarantines(
  tx: Tx,
  { origins, below = null, limit }: { origins: readonly string[]; below: number | null | undefined; limit: number },
): Promise<(Lifted & { readonly id: number })[]> {
  return tx.rows<Lifted & { readonly id: number }>(sql`
    select id, at, person, origin, fault_name as fault, fault_detail as detail, fault_at as since, reason
    from oversight.quarantine_lift
    where origin = any (${origins}) and (${below}::bigint is null or id < ${below}) order by id desc limit ${limit}`);
}
