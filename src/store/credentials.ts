import { sql, type Tx } from '#store/db.ts';
import { askForPurge } from '#store/expunge.ts';

export type Credential = {
  readonly id: string;
  readonly visit: string;
  readonly purpose: string;
  /** Encrypted: only the process that has the visit's key reads it. */
  readonly content: string;
  readonly putAt: Date;
  readonly keepUntil: Date;
};
export type NewCredential = Credential & { readonly accord: string; readonly class: number; readonly putBy: string };

/** Why credentials were deleted. */
export type DeletionReason = 'ended' | 'cancelled' | 'declined' | 'deleted' | 'by-hand';
export type CredentialDeletion = { readonly at: Date; readonly credentials: number; readonly why: DeletionReason };

/** As the transaction's scope sees them. */
export function credentialsOf(tx: Tx, visit: string, most: number): Promise<Credential[]> {
  return tx.rows<Credential>(sql`
    select id, visit, purpose, content, put_at as "putAt", keep_until as "keepUntil" from visits.credential
    where visit = ${visit} order by put_at, id limit ${most}`);
}

export async function keepCredential(tx: Tx, one: NewCredential): Promise<void> {
  await tx.run(sql`
    insert into visits.credential (id, visit, accord, class, purpose, content, put_by, put_at, keep_until)
    values (${one.id}, ${one.visit}, ${one.accord}, ${one.class}, ${one.purpose}, ${one.content}, ${one.putBy}, ${one.putAt}, ${one.keepUntil})`);
}

export function visitOfCredential(tx: Tx, id: string): Promise<{ visit: string } | undefined> {
  return tx.row<{ visit: string }>(sql`select visit from visits.credential where id::text = ${id}`);
}

/** Visits of which something is kept, and the earliest day on which it ends. */
export function visitsWithCredentials(tx: Tx): Promise<{ visit: string; until: Date }[]> {
  return tx.rows(sql`select visit, min(keep_until) as until from visits.credential group by visit`);
}

type Ending = { readonly at: Date; readonly why: DeletionReason; readonly id?: string };

/** Of one visit, or one of its credentials. That there were some, and why they went, stays. */
export async function deleteCredentials(tx: Tx, visit: string, { at, why, id }: Ending): Promise<number> {
  const row = await tx.row<{ gone: number; class: number | null }>(sql`
    with gone as (
      delete from visits.credential where visit = ${visit} and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
      returning class
    ) select count(*)::integer as gone, min(class) as class from gone`);
  const gone = row?.gone ?? 0;
  if (gone > 0) {
    await tx.run(sql`
      insert into visits.deletion (visit, class, at, credentials, why) values (${visit}, ${row!.class}, ${at}, ${gone}, ${why})`);
    await askForPurge(tx, at, false);
  }
  return gone;
}

export function credentialDeletions(tx: Tx, visit: string): Promise<CredentialDeletion[]> {
  return tx.rows(sql`select at, credentials, why from visits.deletion where visit = ${visit} order by id limit 100`);
}
