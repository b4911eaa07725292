import { z } from 'zod';
import type { SubjectRequestView } from '#contract/subjects.ts';
import { Failure } from '#kernel/errors.ts';
import { isDecided, mayFollow, needsReason } from '#kernel/lifecycle/subject-request.ts';
import { deliveriesOf } from '#store/delivery.ts';
import type { Db, Tx } from '#store/db.ts';
import { versionsOf } from '#store/records.ts';
import {
  keepSubjectRequest,
  moveSubjectRequest,
  subjectRequest,
  subjectRequests,
  type SubjectRequest,
} from '#store/subject-requests.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute, type Caller } from '#api/route.ts';

const PAGE = 50;
const Position = z.tuple([z.number().int().positive()]);
/** The recipient has the newest version, or has deleted it. */
const CONFIRMED = ['stored', 'expunged'];

/** Requests of persons concerned for access, correction or deletion (Directive (EU) 2016/680 art. 14 to 16). */
export function subjectRoutes({ db, self }: NodeContext): AnyRoute[] {
  async function view(caller: Caller, requests: readonly SubjectRequest[]): Promise<SubjectRequestView[]> {
    const ids = [...new Set(requests.flatMap(({ records }) => records))];
    const there = await recipientsOf(db, caller, ids);
    const now = self.now();
    const mayName = caller.permissions.includes('subjects.write');
    return requests.map((one) => ({
      id: one.id,
      number: one.seq,
      kind: one.kind,
      state: one.state,
      receivedAt: one.receivedAt.toISOString(),
      dueAt: one.dueAt.toISOString(),
      isOverdue: !isDecided(one.state) && one.dueAt < now,
      applicant: mayName ? one.applicant : null,
      contact: mayName ? one.contact : null,
      decidedAt: one.decidedAt?.toISOString() ?? null,
      reason: one.reason,
      records: one.records.map((id) => there.get(id) ?? { id, version: null, recipients: [] }),
    }));
  }

  return [
    route('listSubjectRequests', {
      permission: 'subjects.read',
      handle: async ({ caller, query: { overdue }, page }) => {
        const before = page.from(Position)?.[0];
        const overdueAt = overdue ? self.now() : undefined;
        const found = await db.transaction('node', (tx) => subjectRequests(tx, { before, overdueAt, limit: PAGE + 1 }));
        const shown = found.slice(0, PAGE);
        const requests = await view(caller, shown);
        const next = page.next(found.length > PAGE ? [shown.at(-1)!.seq] : null);
        return { status: 200, body: { requests, next }, told: toldOf(requests) };
      },
    }),
    route('registerSubjectRequest', {
      permission: 'subjects.write',
      handle: async ({ caller, body: { kind, applicant, contact, receivedAt, records = [] } }) => {
        await refuseUnseen(db, caller, records);
        const at = new Date(receivedAt);
        if (at > self.now()) throw new Failure('bad-input', 'it was received before now', { path: '$.receivedAt' });
        const given = { id: self.uuid(), kind, applicant, contact, receivedAt: at, records, by: caller.personId };
        const made = await db.transaction('node', (tx) => keepSubjectRequest(tx, given));
        const [body] = await view(caller, [made]);
        return { status: 201, body: body!, told: toldOf([body!]) };
      },
    }),
    route('decideSubjectRequest', {
      permission: 'subjects.write',
      handle: async ({ caller, params: { id }, body: { state, reason, records } }) => {
        await refuseUnseen(db, caller, records ?? []);
        const moved = await db.transaction('node', async (tx) => {
          const held = await subjectRequest(tx, id);
          if (!held) throw new Failure('not-found', 'there is no such request');
          if (!mayFollow(held.state, state))
            throw new Failure('void-step', `a request that is ${held.state} does not become ${state}`);
          if (needsReason(state) && reason === undefined)
            throw new Failure('bad-input', 'a refusal, in part too, has a reason', { path: '$.reason' });
          return moveSubjectRequest(tx, {
            id,
            state,
            by: caller.personId,
            decidedAt: isDecided(state) ? self.now() : null,
            reason: reason ?? null,
            records: [...new Set([...held.records, ...(records ?? [])])],
          });
        });
        const [body] = await view(caller, [moved]);
        return { status: 200, body: body!, told: toldOf([body!]) };
      },
    }),
  ];
}

const toldOf = (requests: readonly SubjectRequestView[]): string[] =>
  requests.flatMap(({ records }) => records.flatMap(({ id, version }) => (version === null ? [] : [id])));

/** Of what the reader sees: the newest version here, and who else holds which. */
async function recipientsOf(
  db: Db,
  caller: Caller,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SubjectRequestView['records'][number]>> {
  if (ids.length === 0) return new Map();
  const seen = await db.transaction(caller, (tx) => versionsOf(tx, [...ids]));
  const newest = new Map(seen.toReversed().map((version) => [version.id, version]));
  const ledger = await db.transaction('node', (tx: Tx) =>
    deliveriesOf(
      tx,
      [...newest.values()].map(({ seq }) => seq),
    ),
  );
  return new Map(
    [...newest.values()].map(({ id, seq, modified }) => [
      id,
      {
        id,
        version: modified,
        recipients: (ledger.get(seq) ?? []).map(({ partner, state, at }) => ({
          partner,
          state,
          isConfirmed: CONFIRMED.includes(state),
          at,
        })),
      },
    ]),
  );
}

async function refuseUnseen(db: Db, caller: Caller, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const seen = new Set((await db.transaction(caller, (tx) => versionsOf(tx, [...ids]))).map(({ id }) => id));
  if (!ids.every((id) => seen.has(id)))
    throw new Failure('not-found', 'there is no such record', { path: '$.records' });
}
