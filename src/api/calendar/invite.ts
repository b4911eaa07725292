import type { Invitations } from '#contract/calendar.ts';
import { Failure } from '#kernel/errors.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import {
  beginSending,
  endInvitation,
  invite,
  invitedTo,
  noteAnswer,
  noteSent,
  openInvitations,
  withdrawInvitations,
  type InvitedRow,
  type InvitationRow,
} from '#store/people/calendar-invitation.ts';
import { sql, type Tx } from '#store/db.ts';
import { rightsStamp } from '#store/people/token.ts';
import { mailServer } from '#store/notices/messages.ts';
import { reachOf } from '#store/notices/reach.ts';
import { sealUnder } from '#store/people/seal.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import type { Caller } from '#api/caller.ts';
import { colleaguesFor } from '#api/colleagues.ts';
import type { NodeContext } from '#api/module.ts';
import { MAIL_PASSWORD } from '#api/notices/deliver.ts';
import { sendMail } from '#api/notices/send-mail.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { letterOf, methodFor, toldBy, writeInvitation } from './invitation.ts';
import { itemsOf, type MeetingItem } from './item.ts';

const MOST = 200;
const AGAIN_MS = 10 * 60_000;
const MOST_ATTEMPTS = 20;
/** After it nobody is told of a meeting that was. */
const OVER_DAYS = 30;

type Serving = NodeContext & {
  readonly personAt: (personId: string) => Promise<Caller | undefined>;
  readonly secret: string;
};

/** Meetings by e-mail, to people of this node alone: whom the partner sends is the partner's to invite. */
export function invitationRoutes({ db, self }: NodeContext): AnyRoute[] {
  const meetingFor = async (caller: Caller, id: string): Promise<StoredRecord> => {
    const [meeting] = await db.transaction(caller, (tx) => versionsOf(tx, [id]));
    if (meeting?.type !== 'meeting') throw new Failure('not-found', 'there is no such meeting');
    return meeting;
  };
  const invitations = (meeting: string): Promise<Invitations> =>
    db.transaction('node', async (tx) => {
      const rows = await invitedTo(tx, meeting);
      const reach = await reachOf(
        tx,
        rows.map(({ person }) => person),
      );
      const reached = new Set(reach.flatMap(({ person, email }) => (email === null ? [] : [person])));
      return {
        canSend: (await mailServer(tx)) !== undefined,
        invitations: rows.map((row) => viewInvitation(row, reached.has(row.person))),
      };
    });

  return [
    route('inviteToMeeting', {
      permission: 'records.write',
      handle: async ({ caller, params: { id }, body: { persons }, once }) => {
        const meeting = await meetingFor(caller, id);
        const seeing = new Set((await colleaguesFor(db, meeting.class, self.now())).map((one) => one.id));
        if (persons.some((one) => !seeing.has(one)))
          throw new Failure('bad-input', 'one of them does not see this meeting', { path: '$.persons' });
        const did = await once(db, (tx) => invite(tx, { meeting: id, persons, by: caller.personId, at: self.now() }), {
          ids: [id],
        });
        const reach = await db.transaction('node', (tx) => reachOf(tx, persons));
        const reached = new Set(reach.flatMap(({ person, email }) => (email === null ? [] : [person])));
        return { did, status: 200, body: { withoutAddress: persons.filter((one) => !reached.has(one)) } };
      },
    }),
    route('readInvitations', {
      permission: 'records.write',
      handle: async ({ caller, params: { id } }) => {
        await meetingFor(caller, id);
        return { status: 200, body: await invitations(id), told: [id] };
      },
    }),
    route('withdrawInvitations', {
      permission: 'records.write',
      handle: async ({ caller, params: { id }, body: { persons }, once }) => {
        await meetingFor(caller, id);
        const did = await once(db, (tx) => withdrawInvitations(tx, { meeting: id, persons, at: self.now() }), {
          ids: [id],
        });
        return { did, status: 200, body: await invitations(id) };
      },
    }),
    route('answerInvitation', {
      permission: 'records.write',
      handle: async ({ caller, params: { id }, body: { person, answer }, once }) => {
        await meetingFor(caller, id);
        const work = async (tx: Tx): Promise<void> => {
          if ((await noteAnswer(tx, { meeting: id, person, answer, at: self.now() })) === 0)
            throw new Failure('not-found', 'they are not invited to this meeting', { path: '$.person' });
        };
        const did = await once(db, work, { ids: [id] });
        return { did, status: 200, body: await invitations(id) };
      },
    }),
  ];
}

/** `waiting`: what is to be said was not sent yet. */
const viewInvitation = (row: InvitedRow, hasAddress: boolean): Invitations['invitations'][number] => ({
  person: row.person,
  name: row.name,
  hasAddress,
  invitedAt: row.invitedAt.toISOString(),
  state:
    row.withdrawnAt !== null ? 'withdrawn' : row.doneAt !== null ? 'ended' : row.told === null ? 'waiting' : 'sent',
  isTold: row.withdrawnAt === null ? row.told !== null : row.doneAt !== null && row.sequence !== null,
  why: row.why,
  answer: row.answer,
  answeredAt: row.answeredAt?.toISOString() ?? null,
});

/**
 * Sends what was not said yet, and what changed since: judged by each person's rights as it leaves. What is cancelled, or no longer
 * theirs to see, is taken back.
 */
export function invitationSender(serving: Serving): () => Promise<void> {
  let seen: string | undefined;
  return async () => {
    const { rows, stamp } = await waitingAt(serving);
    // Between changes of records and rights only what is new, or failed, is looked at.
    const pending = rows.filter(({ told, attempts, withdrawn }) => told === null || attempts > 0 || withdrawn);
    await sendInvitations(serving, stamp === seen ? pending : rows);
    seen = stamp;
  };
}

async function waitingAt({ db, self }: Serving): Promise<{ rows: readonly InvitationRow[]; stamp: string }> {
  const [rows, newest] = await db.transaction('node', async (tx) => [
    await openInvitations(tx, self.now(), MOST),
    // A step changes a meeting once it has its place, so places count as records do.
    await tx.row<{ seq: number; places: number }>(sql`
      select (select max(seq) from store.record) as seq, (select sum(size) from store.feed)::bigint as places`),
  ]);
  return { rows, stamp: JSON.stringify([newest?.seq, newest?.places, await rightsStamp(db.pool)]) };
}

async function sendInvitations(serving: Serving, rows: readonly InvitationRow[]): Promise<void> {
  const { db, self, modules, personAt } = serving;
  const at = self.now();
  if (rows.length === 0 || !(await db.transaction('node', mailServer))) return;
  for (const [person, own] of Map.groupBy(rows, (row) => row.person)) {
    const caller = await personAt(person);
    const items = caller?.permissions.includes('records.read')
      ? await db.transaction(caller, (tx) => itemsOf({ tx, caller, self, modules, accord: null, from: at, until: at }))
      : [];
    const meetings = items.filter((one) => one.kind === 'meeting');
    for (const row of own) {
      const item = row.withdrawn ? undefined : meetings.find(({ record }) => record === row.meeting);
      await tellOf(serving, row, { item, caller });
    }
  }
}

type About = { readonly item: MeetingItem | undefined; readonly caller: Caller | undefined };

async function tellOf(
  { db, self, ownUrl, secret }: Serving,
  row: InvitationRow,
  { item, caller }: About,
): Promise<void> {
  const at = self.now();
  const reader = caller ?? { seen: [], known: () => undefined, locale: 'en' };
  const told = toldBy(item, { reader });
  const end = (why: string) => db.transaction('node', (tx) => endInvitation(tx, row, at, why));
  if (item && item.endsAt.getTime() + OVER_DAYS * DAY_MS < at.getTime()) return void (await end('over'));
  const off = row.withdrawn ? 'withdrawn' : 'cancelled';
  if (row.told !== null && Buffer.compare(row.told, told) === 0) return void (row.withdrawn && (await end(off)));
  const method = methodFor(item);
  if (row.sequence === null && method === 'CANCEL') return void (await end(off));
  if (row.attempts >= MOST_ATTEMPTS) return void (await end('it could not be sent'));
  const sequence = row.sequence === null ? 0 : row.sequence + 1;
  const ready = await db.transaction('node', async (tx) => {
    const [reach] = await reachOf(tx, [row.person]);
    const server = await mailServer(tx);
    await beginSending(tx, row, sequence, new Date(at.getTime() + AGAIN_MS));
    return server && reach?.email ? { server, to: reach.email } : undefined;
  });
  if (!ready) return;
  const { server, to } = ready;
  const writing = { reader, url: ownUrl, now: at };
  const text = await writeInvitation(item, row.meeting, { ...writing, from: server.sender, to, sequence, method });
  const seal = sealUnder(secret, self.randomBytes);
  const outcome = await sendMail(server, server.password === null ? null : seal.open(server.password, MAIL_PASSWORD), {
    ...letterOf(item, { reader, method, sequence, link: `${ownUrl}/meetings/${row.meeting}` }),
    to,
    id: `${row.meeting}.${sequence}.${row.person}@${new URL(ownUrl).hostname}`,
    stop: `${ownUrl}/notifications/settings`,
    calendar: { method, text },
  });
  if (!outcome.sent) return;
  await db.transaction('node', async (tx) => {
    await noteSent(tx, row, told);
    if (row.withdrawn) await endInvitation(tx, row, at, off);
  });
}
