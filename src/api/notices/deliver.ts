import { lineOf as errorLine, type Db } from '#store/db.ts';
import {
  carriedBy,
  destinationOf,
  finish,
  mailServer,
  makeMessages,
  putOff,
  takeMessage,
  type Carried,
  type Message,
} from '#store/notices/messages.ts';
import { tell } from '#store/notices/tell.ts';
import { noteWebhook, reachOf, webhooksOf } from '#store/notices/reach.ts';
import { parties } from '#store/parties.ts';
import type { Seal } from '#store/people/seal.ts';
import { bodyOf, mailOf, type Names } from '#api/notices/compose.ts';
import { quietUntil } from '#api/notices/hours.ts';
import { sendMail, type SendOutcome } from '#api/notices/send-mail.ts';
import { signatureOf, WEBHOOK_SECRET } from '#api/notices/settings.ts';
import { concerns } from '#api/notices/spread.ts';
import type { WebhookCalls } from '#api/notices/call-webhook.ts';
import type { Caller } from '#api/caller.ts';

export const MAIL_PASSWORD = 'password of the mail server';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Between two attempts. After the last the message is given up. */
const AGAIN = [30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, 16 * HOUR] as const;
/** One after the other: then the address is not called any more until its owner says so. */
const MOST_FAILURES = 10;
/** Slow servers hold up what goes to them and nothing else. */
const LANES = 8;
const TURN = SECOND / 2;
const STALE = 7 * 24 * HOUR;

export type Delivering = {
  readonly db: Db;
  readonly seal: Seal;
  readonly everybody: () => Promise<Caller[]>;
  readonly outbound: WebhookCalls;
  /** How long the mail server may take for one letter. */
  readonly mailPatience?: number;
  readonly now: () => Date;
  /** As browsers write it. */
  readonly url: string;
  readonly report: (line: string) => void;
};

type Judged = {
  readonly message: Message;
  readonly person: Caller;
  readonly notices: readonly Carried[];
  readonly names: Names;
};

/**
 * Sends what is due, to each destination one after the other and to several at once; whoever does not answer is asked no more in this
 * round. Each message is judged by its reader's rights just before it leaves; no transaction is open while it does.
 */
export async function deliverDue(delivering: Delivering): Promise<void> {
  const { db, now } = delivering;
  const make = () => db.transaction('node', (tx) => makeMessages(tx, now()));
  await make();
  const busy = new Set<string>();
  const under = new Set<Promise<boolean>>();
  for (;;) {
    const message = under.size < LANES ? await take() : undefined;
    if (!message && under.size === 0) return;
    if (message) begin(message);
    // What comes up meanwhile does not wait for who is slow.
    else if (!(await endedWithin(under, TURN))) await make();
  }

  // Durable before anything is sent: a crash from here on sends it again later, under the same id.
  function take(): Promise<Message | undefined> {
    const at = now();
    const again = (attempts: number) => new Date(at.getTime() + AGAIN[Math.min(attempts, AGAIN.length) - 1]!);
    return db.transaction('node', (tx) => takeMessage(tx, { at, again, but: [...busy] }));
  }

  function begin(message: Message): void {
    const to = destinationOf(message);
    busy.add(to);
    const sending: Promise<boolean> = send(message).then((isAway) => {
      if (!isAway) busy.delete(to);
      return under.delete(sending);
    });
    under.add(sending);
  }

  async function send(message: Message): Promise<boolean> {
    try {
      return (await deliver(delivering, message)) === 'away';
    } catch (error) {
      delivering.report(`a message could not be sent: ${errorLine(error)}`);
      return false;
    }
  }
}

async function deliver(delivering: Delivering, message: Message): Promise<'away' | undefined> {
  const { db, now, everybody } = delivering;
  const person = (await everybody()).find(({ personId }) => personId === message.person);
  const { carried, names } = await db.transaction('node', async (tx) => ({
    carried: await carriedBy(tx, message.id),
    names: namesOf(await parties(tx)),
  }));
  const notices = person ? carried.filter((notice) => concerns(notice, person)) : [];
  const end = (outcome: 'sent' | 'dropped' | 'failed', why: string | null) =>
    db.transaction('node', (tx) => finish(tx, message.id, { at: now(), outcome, why }));
  if (!person || notices.length === 0) {
    await end('dropped', 'it concerns nobody any more');
    return undefined;
  }
  if (now().getTime() - message.madeAt.getTime() > STALE) {
    await end('failed', 'too old');
    return undefined;
  }
  const judged = { message, person, notices, names };
  const outcome = message.webhook === null ? await byMail(delivering, judged) : await byWebhook(delivering, judged);
  if (outcome === 'later') return undefined;
  if (outcome.sent) await end('sent', null);
  else if (outcome.final || message.attempts > AGAIN.length) await end('failed', outcome.why);
  return !outcome.sent && outcome.isAway ? 'away' : undefined;
}

/** Whether any of them did. */
async function endedWithin(under: ReadonlySet<Promise<boolean>>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout;
  const over = new Promise<false>((done) => {
    timer = setTimeout(done, ms, false);
  });
  return Promise.race([...[...under].map((one) => one.then(() => true)), over]).finally(() => clearTimeout(timer));
}

type Outcome = SendOutcome | 'later';

async function byMail(
  { db, seal, now, url, mailPatience }: Delivering,
  { message, person, notices, names }: Judged,
): Promise<Outcome> {
  const [reach, server] = await db.transaction('node', async (tx) => [
    (await reachOf(tx, [person.personId]))[0],
    await mailServer(tx),
  ]);
  if (!reach?.email) return { sent: false, why: 'there is no address any more', final: true };
  const later = async (until: Date): Promise<'later'> => {
    await db.transaction('node', (tx) => putOff(tx, message.id, until));
    return 'later';
  };
  if (!server) return later(new Date(now().getTime() + HOUR));
  const quiet =
    reach.quietFrom === null || reach.quietUntil === null ? null : { from: reach.quietFrom, until: reach.quietUntil };
  const until = message.isUrgent && reach.urgentBreaks ? undefined : quietUntil(now(), reach.timeZone, quiet);
  if (until) return later(until);
  const password = server.password === null ? null : seal.open(server.password, MAIL_PASSWORD);
  const letter = {
    ...mailOf({ notices, person, names, url }),
    to: reach.email,
    id: `${message.id}@${new URL(url).hostname}`,
    stop: `${url}/notifications/settings`,
  };
  return sendMail(server, password, letter, mailPatience);
}

/** Standard Webhooks 1.0: the id stays the same whenever it is sent again. */
async function byWebhook(delivering: Delivering, { message, notices, names }: Judged): Promise<Outcome> {
  const { db, seal, now, url, outbound } = delivering;
  const hooks = await db.transaction('node', (tx) => webhooksOf(tx, [message.person]));
  const hook = hooks.find(({ id }) => id === message.webhook);
  if (!hook || hook.disabledAt !== null) return { sent: false, why: 'it is switched off', final: true };
  const body = bodyOf(notices[0]!, { names, url });
  const seconds = Math.floor(now().getTime() / 1000);
  const id = `msg_${message.id}`;
  const outcome = await outbound
    .post({
      url: hook.url,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': signatureOf(seal.open(hook.secret, WEBHOOK_SECRET), `${id}.${seconds}.${body}`),
      },
      body,
    })
    .then(
      (status): SendOutcome =>
        status >= 200 && status < 300
          ? { sent: true }
          : { sent: false, why: `it answers ${status}`, final: status === 410 },
      (): SendOutcome => ({ sent: false, why: 'it cannot be reached', final: false, isAway: true }),
    );
  const failures = outcome.sent ? 0 : hook.failures + 1;
  const isOver = !outcome.sent && (outcome.final || failures >= MOST_FAILURES);
  await db.transaction('node', async (tx) => {
    const at = now();
    await noteWebhook(tx, hook.id, {
      failures,
      disabledAt: isOver ? at : null,
      why: outcome.sent ? null : outcome.why,
    });
    if (!isOver) return;
    const about = { path: '/notifications/settings' };
    const key = `${hook.id} ${at.toISOString()}`;
    await tell(tx, { kind: 'webhook-disabled', to: { persons: [message.person] }, about, at, key });
  });
  return outcome;
}

const namesOf =
  (known: readonly { readonly id: string; readonly names: Readonly<Record<string, string>> }[]): Names =>
  (party, language) => {
    const names = known.find(({ id }) => id === party)?.names;
    return names?.[language] ?? names?.['en'];
  };
