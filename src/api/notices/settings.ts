import { createHmac } from 'node:crypto';
import type { NoticeSettings, NoticeSettingsView } from '#contract/notices.ts';
import { toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { NOTICE_KINDS, NOTICE_KIND_NAMES } from '#kernel/notices/kinds.ts';
import type { Db, Tx } from '#store/db.ts';
import { mailServer } from '#store/notices/messages.ts';
import {
  enableWebhook,
  endWebhook,
  putChoice,
  putReach,
  putWebhook,
  reachOf,
  webhooksOf,
  type Webhook,
} from '#store/notices/reach.ts';
import { choicesOf } from '#store/notices/spread.ts';
import type { Seal } from '#store/people/seal.ts';
import { isTimeZone } from '#api/notices/hours.ts';
import { refuseShownAgain } from '#api/once.ts';
import { versionOfView } from '#api/versions.ts';
import { route, type AnyRoute } from '#api/route.ts';

export const WEBHOOK_SECRET = 'secret of a webhook';
/** Of one person. */
const MOST_WEBHOOKS = 1;

type Settings = {
  readonly db: Db;
  readonly seal: Seal;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Throws for an address that the node does not call. */
  readonly refuseAddress: (url: string) => Promise<void>;
};

/** Standard Webhooks: over the message's id, the time in seconds, and the body. */
export const signatureOf = (secret: string, signed: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(signed)
    .digest('base64')}`;

/** How each person is told: by which faces, when, and of what. */
export function noticeSettingRoutes({ db, seal, now, randomBytes, refuseAddress }: Settings): AnyRoute[] {
  const answer = async (person: string) => {
    const body = await db.transaction('node', (tx) => view(tx, person));
    return { status: 200, body, version: versionOfView(body) } as const;
  };
  return [
    route('readNoticeSettings', {
      permission: 'notices.own',
      handle: async ({ caller }) => answer(caller.personId),
    }),
    route('changeNoticeSettings', {
      permission: 'notices.own',
      handle: async ({ caller, body, once, onVersion }) => {
        if (!isTimeZone(body.timeZone))
          throw new Failure('bad-input', 'there is no such time zone', { path: '$.timeZone' });
        const did = await once(db, async (tx) => {
          onVersion(versionOfView(await view(tx, caller.personId)));
          await change(tx, caller.personId, body);
        });
        return { did, ...(await answer(caller.personId)) };
      },
    }),
    route('addWebhook', {
      permission: 'notices.own',
      handle: async ({ caller, body: { url }, once }) => {
        await refuseAddress(url);
        const secret = `whsec_${toBase64(randomBytes(32))}`;
        const at = now();
        const did = await once(db, async (tx) => {
          if ((await webhooksOf(tx, [caller.personId])).length >= MOST_WEBHOOKS)
            throw new Failure('conflict', 'a person has one webhook: end it first');
          return putWebhook(tx, { person: caller.personId, url, secret: seal.seal(secret, WEBHOOK_SECRET), at });
        });
        refuseShownAgain(did);
        const id = did.result;
        return { did, status: 201, body: { id, url, since: at.toISOString(), failures: 0, disabled: null, secret } };
      },
    }),
    ...(['enableWebhook', 'endWebhook'] as const).map((name) =>
      route(name, {
        permission: 'notices.own',
        handle: async ({ caller, params, once }) => {
          const does = name === 'endWebhook' ? endWebhook : enableWebhook;
          const did = await once(db, async (tx) => {
            const changed = isUuid(params.id) ? await does(tx, caller.personId, params.id) : 0;
            if (changed === 0) throw new Failure('not-found', 'there is no such webhook');
          });
          return { did, ...(await answer(caller.personId)) };
        },
      }),
    ),
  ];
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

async function change(tx: Tx, person: string, { quiet, kinds, ...rest }: NoticeSettings): Promise<void> {
  await putReach(tx, { person, ...rest, quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null });
  for (const kind of NOTICE_KIND_NAMES) {
    const chosen = kinds[kind];
    if (chosen) await putChoice(tx, { person, kind, ...chosen });
  }
}

async function view(tx: Tx, person: string): Promise<NoticeSettingsView> {
  const [reach] = await reachOf(tx, [person]);
  const chosen = new Map((await choicesOf(tx, [person])).map((one) => [one.kind, one]));
  const kinds = NOTICE_KIND_NAMES.map((kind) => {
    const { mail, webhook } = chosen.get(kind) ?? NOTICE_KINDS[kind];
    return [kind, { mail, webhook }] as const;
  });
  return {
    email: reach?.email ?? null,
    timeZone: reach?.timeZone ?? 'UTC',
    quiet:
      reach && reach.quietFrom !== null && reach.quietUntil !== null
        ? { from: reach.quietFrom, until: reach.quietUntil }
        : null,
    urgentBreaks: reach?.urgentBreaks ?? true,
    digestAt: reach?.digestAt ?? 480,
    kinds: Object.fromEntries(kinds),
    webhooks: (await webhooksOf(tx, [person])).map(webhookView),
    canMail: (await mailServer(tx)) !== undefined,
    urgent: NOTICE_KIND_NAMES.filter((kind) => NOTICE_KINDS[kind].isUrgent),
  };
}

const webhookView = ({ id, url, madeAt, failures, disabledAt }: Webhook) => ({
  id,
  url,
  since: madeAt.toISOString(),
  failures,
  disabled: disabledAt?.toISOString() ?? null,
});
