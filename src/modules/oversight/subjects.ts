import { z } from 'zod';
import type { CorrectionNoticeView, SubjectRequestView } from '#contract/subjects.ts';
import { Failure } from '#kernel/errors.ts';
import { isDecided, isUpheld, mayFollow, needsReason } from '#kernel/lifecycle/subject-request.ts';
import { deliveriesOf } from '#store/delivery.ts';
import type { Db, Tx } from '#store/db.ts';
import { newest, versionsOf } from '#store/records.ts';
import {
  decidedRequests,
  extendSubjectRequest,
  keepNotices,
  keepSubjectRequest,
  moveSubjectRequest,
  openRequests,
  subjectRequest,
  type SubjectRequest,
} from '#store/subject-requests.ts';
import type { NodeContext } from '#api/module.ts';
import type { Caller } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { NOTICE_TYPE, noticesOf, tellRecipients } from './correction-notices.ts';

const PAGE = 50;
/** Of those not decided: when the last was due; of the others: null. */
const Position = z.tuple([z.string().nullable(), z.number().int().nonnegative()]);
const NoticePosition = z.tuple([z.number().int().positive()]);
/** The recipient has the newest version, or has deleted it. */
const CONFIRMED = ['stored', 'expunged'];

/** Requests of persons concerned for access, correction or deletion (Directive (EU) 2016/680 art. 14 to 16). */
export function subjectRoutes(node: NodeContext): AnyRoute[] {
  const { db, self } = node;

  async function view(caller: Caller, requests: readonly SubjectRequest[]): Promise<SubjectRequestView[]> {
    const ids = [...new Set(requests.flatMap(({ records }) => records))];
    const there = await recipientsOf(db, caller, ids);
    const notices = await noticesSeen(
      caller,
      requests.flatMap((one) => one.notices),
    );
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
      extension: one.extendedAt && { at: one.extendedAt.toISOString(), reason: one.extensionReason },
      latestDue: one.extendedAt || isDecided(one.state) ? null : one.latestDue.toISOString(),
      decidedAt: one.decidedAt?.toISOString() ?? null,
      reason: one.reason,
      records: one.records.map((id) => asked(one.kind, there.get(id) ?? { id, version: null, recipients: [] })),
      notices: one.notices.flatMap((id) => notices.get(id) ?? []),
    }));
  }

  /** By id, the newest version of each. */
  async function noticesSeen(
    caller: Caller,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, CorrectionNoticeView>> {
    if (ids.length === 0) return new Map();
    return db.transaction(caller, async (tx) => {
      const newestOf = new Map((await versionsOf(tx, [...ids])).toReversed().map((version) => [version.id, version]));
      return new Map((await noticesOf(tx, node, [...newestOf.values()])).map((one) => [one.id, one]));
    });
  }

  async function viewOf(caller: Caller, id: string): Promise<SubjectRequestView> {
    const held = await db.transaction('node', (tx) => subjectRequest(tx, id));
    if (!held) throw new Failure('not-found', 'there is no such request');
    return (await view(caller, [held]))[0]!;
  }

  return [
    route('listSubjectRequests', {
      permission: 'subjects.read',
      handle: async ({ caller, query: { overdue }, page }) => {
        const [due, seq] = page.from(Position) ?? ['', 0];
        const overdueAt = overdue ? self.now() : undefined;
        const found = await db.transaction('node', async (tx) => {
          const after = due ? { due: new Date(due), seq } : undefined;
          const open = due === null ? [] : await openRequests(tx, { after, overdueAt, limit: PAGE + 1 });
          const more = overdue || open.length > PAGE ? 0 : PAGE + 1 - open.length;
          const before = due === null ? seq : undefined;
          return more === 0 ? open : [...open, ...(await decidedRequests(tx, before, more))];
        });
        const shown = found.slice(0, PAGE);
        const requests = await view(caller, shown);
        const last = shown.at(-1);
        const at = last && (isDecided(last.state) ? null : last.dueAt.toISOString());
        const next = page.next(found.length > PAGE && last && at !== undefined ? [at, last.seq] : null);
        return { status: 200, body: { requests, next }, told: toldOf(requests) };
      },
    }),
    route('registerSubjectRequest', {
      permission: 'subjects.write',
      handle: async ({ caller, body: { kind, applicant, contact, receivedAt, records = [] }, once }) => {
        await refuseUnseen(db, caller, records);
        const at = new Date(receivedAt);
        if (at > self.now()) throw new Failure('bad-input', 'it was received before now', { path: '$.receivedAt' });
        const given = { id: self.uuid(), kind, applicant, contact, receivedAt: at, records, by: caller.personId };
        const did = await once(db, async (tx) => (await keepSubjectRequest(tx, given)).id, { ids: records });
        return { did, status: 201, body: await viewOf(caller, did.result) };
      },
    }),
    route('readSubjectRequest', {
      permission: 'subjects.read',
      handle: async ({ caller, params: { id } }) => {
        const body = await viewOf(caller, id);
        return { status: 200, body, told: toldOf([body]) };
      },
    }),
    route('extendSubjectRequest', {
      permission: 'subjects.write',
      handle: async ({ caller, params: { id }, body: { until, reason }, once }) => {
        const did = await once(db, async (tx) => {
          const held = await subjectRequest(tx, id);
          if (!held) throw new Failure('not-found', 'there is no such request');
          if (isDecided(held.state)) throw new Failure('conflict', 'it is decided already');
          if (held.extendedAt !== null) throw new Failure('conflict', 'it was extended already');
          const ends = new Date(until);
          if (ends <= held.dueAt || ends > held.latestDue)
            throw new Failure(
              'bad-input',
              `it ends after ${held.dueAt.toISOString()} and by ${held.latestDue.toISOString()}`,
              {
                path: '$.until',
              },
            );
          await extendSubjectRequest(tx, { id, by: caller.personId, at: self.now(), until: ends, reason });
        });
        return { did, status: 200, body: await viewOf(caller, id) };
      },
    }),
    route('listCorrectionNotices', {
      permission: 'subjects.read',
      handle: async ({ caller, page }) => {
        const before = page.from(NoticePosition)?.[0];
        const [notices, last] = await db.transaction(caller, async (tx) => {
          const found = await newest(tx, { type: NOTICE_TYPE, before, limit: PAGE + 1 });
          const shown = found.slice(0, PAGE);
          return [await noticesOf(tx, node, shown), found.length > PAGE ? shown.at(-1) : undefined] as const;
        });
        const next = page.next(last ? [last.seq] : null);
        return { status: 200, body: { notices, next }, told: notices.map(({ id }) => id) };
      },
    }),
    route('decideSubjectRequest', {
      permission: 'subjects.write',
      handle: async ({ caller, params: { id }, body: { state, reason, records, note }, once }) => {
        await refuseUnseen(db, caller, records ?? []);
        const work = async (tx: Tx): Promise<readonly string[]> => {
          const held = await subjectRequest(tx, id);
          if (!held) throw new Failure('not-found', 'there is no such request');
          if (!mayFollow(held.state, state))
            throw new Failure('void-step', `a request that is ${held.state} does not become ${state}`);
          if (needsReason(state) && reason === undefined)
            throw new Failure('bad-input', 'a refusal, in part too, has a reason', { path: '$.reason' });
          const concerned = [...new Set([...held.records, ...(records ?? [])])];
          const decided = await moveSubjectRequest(tx, {
            id,
            state,
            by: caller.personId,
            decidedAt: isDecided(state) ? self.now() : null,
            reason: reason ?? null,
            records: concerned,
          });
          if (held.kind === 'access' || held.kind === 'complaint' || !isUpheld(state) || concerned.length === 0)
            return decided.records;
          const telling = { kind: held.kind, records: concerned, due: held.dueAt, note: note ?? null };
          return (await keepNotices(tx, id, await tellRecipients(tx, node, caller, telling))).records;
        };
        const did = await once(db, work, (ids) => ({ ids }));
        return { did, status: 200, body: await viewOf(caller, id) };
      },
    }),
  ];
}

type Concerned = SubjectRequestView['records'][number];

/** What is to be deleted is not done with the newest version. */
const asked = (kind: SubjectRequest['kind'], concerned: Concerned): Concerned =>
  kind === 'deletion'
    ? {
        ...concerned,
        recipients: concerned.recipients.map((one) => ({ ...one, isConfirmed: one.state === 'expunged' })),
      }
    : concerned;

const toldOf = (requests: readonly SubjectRequestView[]): string[] =>
  requests.flatMap(({ records }) => records.flatMap(({ id, version }) => (version === null ? [] : [id])));

/** Of what the reader sees: the latest version here, and who else holds which. */
async function recipientsOf(
  db: Db,
  caller: Caller,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SubjectRequestView['records'][number]>> {
  if (ids.length === 0) return new Map();
  const seen = await db.transaction(caller, (tx) => versionsOf(tx, [...ids]));
  const latest = new Map(seen.toReversed().map((version) => [version.id, version]));
  const ledger = await db.transaction('node', (tx: Tx) =>
    deliveriesOf(
      tx,
      [...latest.values()].map(({ seq }) => seq),
    ),
  );
  return new Map(
    [...latest.values()].map(({ id, seq, modified }) => [
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
