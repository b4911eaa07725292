import type { MailServerView } from '#contract/notices.ts';
import { Failure } from '#kernel/errors.ts';
import type { Db, Tx } from '#store/db.ts';
import { mailServer, messageCounts, putMailServer } from '#store/notices/messages.ts';
import type { Seal } from '#store/people/seal.ts';
import { testMail } from '#api/notices/compose.ts';
import { MAIL_PASSWORD } from '#api/notices/deliver.ts';
import { refuseClear, sendMail } from '#api/notices/send-mail.ts';
import { versionOfView } from '#api/versions.ts';
import { route, type AnyRoute } from '#api/route.ts';

type Serving = {
  readonly db: Db;
  readonly seal: Seal;
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly url: string;
};

/** The mail server of this node. Its password is sealed, and never told again. */
export function mailRoutes({ db, seal, now, uuid, url }: Serving): AnyRoute[] {
  const view = async (tx: Tx): Promise<MailServerView['server']> => {
    const row = await mailServer(tx);
    if (!row) return null;
    const { password, ...server } = row;
    return { ...server, hasPassword: password !== null };
  };
  /** Its version is that of the settings: messages come and go. */
  const answer = (): Promise<{ status: 200; body: MailServerView; version: string }> =>
    db.transaction('node', async (tx) => {
      const server = await view(tx);
      return { status: 200, body: { server, ...(await messageCounts(tx)) }, version: versionOfView(server) };
    });
  return [
    route('readMailServer', { permission: 'mail.write', handle: answer }),
    route('changeMailServer', {
      permission: 'mail.write',
      handle: async ({ caller, body: { password, ...body }, once, onVersion }) => {
        refuseClear(body);
        const did = await once(db, async (tx) => {
          onVersion(versionOfView(await view(tx)));
          const before = await mailServer(tx);
          // Another host is not given the password of this one.
          if (password === undefined && before?.password && before.host !== body.host)
            throw new Failure('bad-input', 'give the password again for another host', { path: '$.password' });
          const sealed =
            password === undefined ? (before?.password ?? null) : password && seal.seal(password, MAIL_PASSWORD);
          await putMailServer(tx, { ...body, password: sealed || null }, { person: caller.personId, at: now() });
        });
        return { did, ...(await answer()) };
      },
    }),
    route('testMailServer', {
      permission: 'mail.write',
      handle: async ({ caller, body: { to } }) => {
        const server = await db.transaction('node', mailServer);
        if (!server) throw new Failure('conflict', 'name a mail server first');
        const password = server.password === null ? null : seal.open(server.password, MAIL_PASSWORD);
        const outcome = await sendMail(server, password, {
          ...testMail(caller.locale),
          to,
          id: `${uuid()}@${new URL(url).hostname}`,
          stop: `${url}/notifications/settings`,
        });
        return { status: 200, body: { sent: outcome.sent, why: outcome.sent ? null : outcome.why } };
      },
    }),
  ];
}
