import { sql, type Tx } from '#store/db.ts';
import type { NoticeKind, Pace } from '#kernel/notices/kinds.ts';

export type Unspread = {
  readonly seq: number;
  readonly kind: NoticeKind;
  readonly persons: readonly string[] | null;
  readonly permission: string | null;
  readonly by: string | null;
  readonly class: number | null;
  readonly at: Date;
};

/** Told to nobody yet, locked: two processes do not spread the same. */
export function unspread(tx: Tx, limit: number): Promise<Unspread[]> {
  return tx.rows<Unspread>(sql`
    select seq, kind, persons, permission, by, class, at from notices.notice
    where spread_at is null order by seq limit ${limit} for update skip locked`);
}

export type Told = { readonly person: string; readonly notice: number };
export type Due = Told & { readonly face: 'mail' | 'webhook'; readonly dueAt: Date; readonly isUrgent: boolean };

export async function keepTold(tx: Tx, told: readonly Told[], at: Date): Promise<void> {
  await tx.run(sql`
    insert into notices.told (person, notice, at)
    select person, notice, ${at} from unnest(${told.map(({ person }) => person)}::text[], ${told.map(({ notice }) => notice)}::bigint[]) as t (person, notice)
    on conflict do nothing`);
}

export async function keepDue(tx: Tx, due: readonly Due[]): Promise<void> {
  await tx.run(sql`
    insert into notices.delivery (person, notice, face, due_at, is_urgent)
    select * from unnest(
      ${due.map(({ person }) => person)}::text[], ${due.map(({ notice }) => notice)}::bigint[], ${due.map(({ face }) => face)}::text[],
      ${due.map(({ dueAt }) => dueAt)}::timestamptz[], ${due.map(({ isUrgent }) => isUrgent)}::boolean[])
    on conflict do nothing`);
}

export const noteSpread = (tx: Tx, seqs: readonly number[], at: Date): Promise<number> =>
  tx.run(sql`update notices.notice set spread_at = ${at} where seq = any (${seqs})`);

export type Choice = { readonly person: string; readonly kind: string; readonly mail: Pace; readonly webhook: Pace };

export const choicesOf = (tx: Tx, persons: readonly string[]): Promise<Choice[]> =>
  tx.rows<Choice>(sql`select person, kind, mail, webhook from notices.choice where person = any (${persons})`);
