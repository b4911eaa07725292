import type { SubjectState } from '#kernel/lifecycle/subject-request.ts';
import { sql, type Tx } from '#store/db.ts';

export type SubjectRequest = {
  readonly id: string;
  readonly seq: number;
  readonly kind: 'access' | 'correction' | 'deletion';
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly applicant: string | null;
  readonly contact: string | null;
  readonly records: readonly string[];
  readonly state: SubjectState;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
};

const SELECT = `select id, seq, kind, received_at as "receivedAt", due_at as "dueAt", applicant, contact, records, state,
  decided_at as "decidedAt", reason from oversight.subject_request`;

export function subjectRequests(
  tx: Tx,
  { before, overdueAt, limit }: { before: number | undefined; overdueAt: Date | undefined; limit: number },
): Promise<SubjectRequest[]> {
  return tx.rows<SubjectRequest>({
    text: `${SELECT} where ($1::bigint is null or seq < $1)
      and ($2::timestamptz is null or (due_at < $2 and state in ('received', 'examined')))
      order by seq desc limit $3`,
    values: [before ?? null, overdueAt ?? null, limit],
  });
}

/** Locked until the transaction ends. */
export function subjectRequest(tx: Tx, id: string): Promise<SubjectRequest | undefined> {
  return tx.row<SubjectRequest>({ text: `${SELECT} where id::text = $1 for update`, values: [id] });
}

type New = Pick<SubjectRequest, 'id' | 'kind' | 'receivedAt' | 'applicant' | 'contact' | 'records'> & { by: string };

/** Due by the node's own rule, in days from when it came. */
export async function keepSubjectRequest(tx: Tx, given: New): Promise<SubjectRequest> {
  const { id, kind, receivedAt, applicant, contact, records, by } = given;
  await tx.run(sql`
    insert into oversight.subject_request (id, kind, received_at, due_at, applicant, contact, records, registered_by)
    select ${id}::uuid, ${kind}, ${receivedAt}::timestamptz, ${receivedAt}::timestamptz + subject_due_days * interval '1 day', ${applicant}, ${contact},
      ${records}::text[], ${by} from oversight.retention`);
  return (await subjectRequest(tx, id))!;
}

type Moved = {
  readonly id: string;
  readonly state: SubjectState;
  readonly by: string;
  /** Null while it is not decided. */
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  readonly records: readonly string[];
};

export async function moveSubjectRequest(
  tx: Tx,
  { id, state, by, decidedAt, reason, records }: Moved,
): Promise<SubjectRequest> {
  await tx.run(sql`
    update oversight.subject_request set state = ${state}, decided_by = ${by}, decided_at = ${decidedAt},
      reason = coalesce(${reason}, reason), records = ${records}::text[] where id::text = ${id}`);
  return (await subjectRequest(tx, id))!;
}

/** Who asked is erased when their time is over; that somebody asked, and what was decided, stays. */
export function eraseApplicants(tx: Tx, now: Date): Promise<number> {
  return tx.run(sql`
    update oversight.subject_request r set applicant = null, contact = null, reason = null, records = '{}', erased_at = ${now}
    from oversight.retention t
    where r.erased_at is null and r.decided_at <= ${now}::timestamptz - t.applicant_days * interval '1 day'`);
}
