import type { SubjectState } from '#kernel/lifecycle/subject-request.ts';
import { sql, type Tx } from '#store/db.ts';

export type SubjectRequest = {
  readonly id: string;
  readonly seq: number;
  readonly kind: 'access' | 'correction' | 'deletion' | 'complaint';
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly applicant: string | null;
  readonly contact: string | null;
  readonly records: readonly string[];
  readonly state: SubjectState;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  readonly extendedAt: Date | null;
  readonly extensionReason: string | null;
  readonly latestDue: Date;
  readonly notices: readonly string[];
};

const SELECT = sql`select id, seq, kind, received_at as "receivedAt", due_at as "dueAt", applicant, contact, records, state,
  decided_at as "decidedAt", reason, extended_at as "extendedAt", extension_reason as "extensionReason", notices,
  due_at + (select subject_extension_days from oversight.retention) * interval '1 day' as "latestDue"
  from oversight.subject_request`;

type Open = {
  readonly after: { readonly due: Date; readonly seq: number } | undefined;
  readonly overdueAt: Date | undefined;
  readonly limit: number;
};

/** Not decided: what is due first, or has been for longest, comes first. */
export function openRequests(tx: Tx, { after, overdueAt, limit }: Open): Promise<SubjectRequest[]> {
  return tx.rows<SubjectRequest>(sql`
    ${SELECT} where state in ('received', 'examined')
      and (${after?.due ?? null}::timestamptz is null or (due_at, seq) > (${after?.due ?? null}, ${after?.seq ?? null}))
      and (${overdueAt ?? null}::timestamptz is null or due_at < ${overdueAt ?? null}) order by due_at, seq limit ${limit}`);
}

/** The newest first. */
export function decidedRequests(tx: Tx, before: number | undefined, limit: number): Promise<SubjectRequest[]> {
  return tx.rows<SubjectRequest>(sql`
    ${SELECT} where state not in ('received', 'examined') and (${before ?? null}::bigint is null or seq < ${before ?? null})
    order by seq desc limit ${limit}`);
}

type Extension = {
  readonly id: string;
  readonly by: string;
  readonly at: Date;
  readonly until: Date;
  readonly reason: string;
};

export async function extendSubjectRequest(tx: Tx, { id, by, at, until, reason }: Extension): Promise<SubjectRequest> {
  await tx.run(sql`
    update oversight.subject_request
    set due_at = ${until}, extended_at = ${at}, extended_by = ${by}, extension_reason = ${reason} where id::text = ${id}`);
  return (await subjectRequest(tx, id))!;
}

export async function keepNotices(tx: Tx, id: string, notices: readonly string[]): Promise<SubjectRequest> {
  await tx.run(sql`
    update oversight.subject_request set notices = notices || ${notices}::text[] where id::text = ${id}`);
  return (await subjectRequest(tx, id))!;
}

/** Locked until the transaction ends. */
export function subjectRequest(tx: Tx, id: string): Promise<SubjectRequest | undefined> {
  return tx.row<SubjectRequest>(sql`${SELECT} where id::text = ${id} for update`);
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
    update oversight.subject_request r set applicant = null, contact = null, reason = null, extension_reason = null, records = '{}', erased_at = ${now}
    from oversight.retention t
    where r.erased_at is null and r.decided_at <= ${now}::timestamptz - t.applicant_days * interval '1 day'`);
}
