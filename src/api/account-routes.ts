import { z } from 'zod';
import { Failure } from '#kernel/errors.ts';
import type { Tx } from '#store/db.ts';
import { tell } from '#store/notices.ts';
import {
  accounts,
  accountState,
  hasOtherAdministrator,
  hasReadyEmergencyAccount,
  keepForEmergencies,
  makeService,
  switchOff,
  type AccountState,
} from '#store/people/account.ts';
import type { Client } from '#store/people/client.ts';
import { emergencyUses, seeEmergencyUse } from '#store/people/emergency.ts';
import { dropPasskeys } from '#store/people/passkey.ts';
import { expectLogin, identityProvider } from '#store/people/provider.ts';
import { dropRecoveryCodes } from '#store/people/recovery-code.ts';
import { putPerson } from '#store/people/person.ts';
import { endSessionsOf, sessionsOf, type SignInMethod } from '#store/people/session.ts';
import { changeSignInSettings, signInSettings } from '#store/people/sign-in-settings.ts';
import { revokeTokenOf } from '#store/people/token.ts';
import { dropTotp } from '#store/people/totp.ts';
import type { NodeContext } from '#api/module.ts';
import { freshSession } from '#api/own-session.ts';
import { isRole } from '#api/permissions.ts';
import { doingAt } from '#api/rights-acts.ts';
import { changeRights } from '#api/rights-change.ts';
import { permissionsOfPerson } from '#api/rights.ts';
import { seatByTwo } from '#api/seat-by-two.ts';
import { refuseShownAgain, showOnce, type Telling } from '#api/once.ts';
import { route, type AnyRoute, type Asked } from '#api/route.ts';
import { viewSession } from '#api/security-routes.ts';
import type { SignIn } from '#api/sign-in/sign-in.ts';
import { listTokens, makeToken } from '#api/token-acts.ts';
import { versionOfView } from '#api/versions.ts';

const PAGE = 100;
const AFTER = z.tuple([z.string(), z.string()]);
const BELOW = z.tuple([z.int()]);
const DONE = { status: 200, body: {} } as const;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Who can come in, and how: the administrator's. Whatever opens a way in is in the access log before it is there. */
export function accountRoutes({ db, self }: NodeContext, signIn: SignIn): AnyRoute[] {
  const { pool } = db;
  const permission = 'sign-in.write';

  const known = async (id: string): Promise<AccountState> => {
    const found = await accountState(pool, id);
    if (!found) throw new Failure('not-found', 'there is no such account');
    return found;
  };
  const aService = async (id: string): Promise<{ personId: string; permissions: readonly string[] }> => {
    if ((await known(id)).kind !== 'service')
      throw new Failure('conflict', 'a person makes tokens themselves; this is no service');
    return { personId: id, permissions: await permissionsOfPerson(pool, id, self.now()) };
  };
  const doing = ({ caller }: Pick<Asked, 'caller'>, reason: string) => doingAt(self, caller, reason);
  /** Whoever holds a link is that person: its maker could be. So the person is told, and by whom. */
  const tellOf = (
    tx: Tx,
    kind: 'sign-in-link-made' | 'factors-removed',
    to: string,
    { caller }: Pick<Asked, 'caller'>,
  ) =>
    tell(tx, {
      kind,
      to: { persons: [to] },
      about: { path: '/me/security' },
      facts: { officer: caller.officerNumber },
      at: self.now(),
      by: caller.personId,
      key: self.uuid(),
    });
  /** Who did what to whose way in. */
  const note = (query: string, to: string): Telling => ({ kind: 'administer', query, purpose: 'administration', to });

  return [
    route('listAccounts', {
      permission,
      handle: async ({ page }) => {
        const found = await accounts(pool, { after: page.from(AFTER), limit: PAGE + 1, now: self.now() });
        const shown = found.slice(0, PAGE);
        const last = found.length > PAGE ? shown.at(-1) : undefined;
        return {
          status: 200,
          body: {
            accounts: shown.map((one) => ({ ...one, roles: [...one.roles], lastUsedAt: iso(one.lastUsedAt) })),
            next: page.next(last ? [last.name, last.id] : null),
          },
        };
      },
    }),
    route('makeAccount', {
      permission,
      bySession: true,
      handle: async (asked) => {
        const { kind, role, unit, login, ...person } = asked.body;
        freshSession(asked.caller, self.now());
        if (!isRole(role)) throw new Failure('bad-input', 'there is no such role', { path: '$.role' });
        const made = { ...person, id: self.uuid(), party: self.partyId };
        const userId = await signIn.userFor(made);
        const did = await asked.once(
          db,
          async (tx) => {
            await putPerson(tx, { ...made, userId }).catch((cause: unknown) => {
              throw isTaken(cause)
                ? new Failure('conflict', 'somebody has this officer number', { cause, path: '$.officerNumber' })
                : cause;
            });
            if (kind === 'service') await makeService(tx, made.id);
            if (login !== undefined) await expectLogin(tx, login, made.id);
            if (kind === 'person') await tellOf(tx, 'sign-in-link-made', made.id, asked);
            const seat = { person: made.id, role, unit: { en: unit }, accord: null };
            return [made.id, (await seatByTwo(tx, seat, doing(asked, 'the account was opened'))).proposal] as const;
          },
          ([id]) => note(`account made (${kind}, ${role})`, id),
        );
        const [id, proposal] = did.result;
        // Whoever asks again has the account; its link was shown, and another is made by an act of its own.
        const link =
          kind === 'service' || did.isRepeat ? null : await signIn.createSignInLink(id, asked.caller.personId);
        return { did, status: 201, body: { id, link, proposal } };
      },
    }),
    route('changeAccount', {
      permission,
      bySession: true,
      handle: async (asked) => {
        const { id } = asked.params;
        const { isActive, isEmergency } = asked.body;
        await known(id);
        freshSession(asked.caller, self.now());
        const did = await asked.once(
          db,
          async (tx) => {
            if (isActive === false) {
              if (!(await hasOtherAdministrator(tx, id)))
                throw new Failure('conflict', 'nobody else administers this node: make another administrator first');
              await switchOff(tx, id, self.now(), asked.caller.personId);
            }
            if (isEmergency !== undefined) await keepForEmergencies(tx, id, isEmergency);
            if (isEmergency !== undefined) await refuseShutOut(tx);
            if (isActive !== true) return null;
            const restore = { kind: 'person.restore', person: id } as const;
            return (await changeRights(tx, restore, doing(asked, 'the account is needed again'))).proposal;
          },
          note(`account changed: ${JSON.stringify(asked.body)}`, id),
        );
        return { did, status: 200, body: { proposal: did.result } };
      },
    }),
    route('makeSignInLink', {
      permission,
      bySession: true,
      handle: async (asked) => {
        await known(asked.params.id);
        freshSession(asked.caller, self.now());
        const { id } = asked.params;
        const work = (tx: Tx) => tellOf(tx, 'sign-in-link-made', id, asked);
        const did = await asked.once(db, work, note('sign-in link made', id));
        refuseShownAgain(did);
        return { did, status: 201, body: { link: await signIn.createSignInLink(id, asked.caller.personId) } };
      },
    }),
    route('resetFactors', {
      permission,
      bySession: true,
      handle: async (asked) => {
        const { id } = asked.params;
        await known(id);
        freshSession(asked.caller, self.now());
        const work = async (tx: Tx): Promise<void> => {
          await Promise.all([dropPasskeys(tx, id), dropTotp(tx, id), dropRecoveryCodes(tx, id)]);
          await endSessionsOf(tx, id);
          await tellOf(tx, 'factors-removed', id, asked);
        };
        return { did: await asked.once(db, work, note('second factors removed', id)), ...DONE };
      },
    }),
    route('listAccountSessions', {
      permission,
      handle: async ({ caller, params }) => {
        await known(params.id);
        const sessions = await sessionsOf(pool, params.id, self.now());
        return { status: 200, body: { sessions: sessions.map((one) => viewSession(one, caller.session?.id)) } };
      },
    }),
    route('endAccountSessions', {
      permission,
      handle: async (asked) => {
        await known(asked.params.id);
        const { id } = asked.params;
        const did = await asked.once(db, (tx) => endSessionsOf(tx, id), note('sessions ended', id));
        return { did, status: 200, body: { ended: did.result } };
      },
    }),
    route('listServiceTokens', {
      permission,
      handle: async ({ params }) => ({ status: 200, body: await listTokens(pool, await aService(params.id)) }),
    }),
    route('makeServiceToken', {
      permission,
      bySession: true,
      handle: async (asked) => {
        freshSession(asked.caller, self.now());
        const service = await aService(asked.params.id);
        const work = (tx: Tx) => makeToken(tx, self, service, asked.body);
        const { did, shown } = await showOnce(
          asked,
          { db, work },
          note(`token made: ${asked.body.name}`, asked.params.id),
        );
        return { did, status: 201, body: shown };
      },
    }),
    route('revokeServiceToken', {
      permission,
      handle: async (asked) => {
        await known(asked.params.id);
        const { id, token } = asked.params;
        const work = async (tx: Tx): Promise<void> => {
          if (!(await revokeTokenOf(tx, id, token, self.now())))
            throw new Failure('not-found', 'there is no such living token');
        };
        return { did: await asked.once(db, work, note('token revoked', id)), ...DONE };
      },
    }),
    route('readSignInSettings', {
      permission: 'sign-in.read',
      handle: async () => {
        const body = viewSettings(await signInSettings(pool));
        return { status: 200, body, version: versionOfView(body) };
      },
    }),
    route('changeSignInSettings', {
      permission,
      bySession: true,
      handle: async (asked) => {
        const { body, caller } = asked;
        freshSession(caller, self.now());
        const strange = body.secondFactorRoles.find((role) => !isRole(role));
        if (strange !== undefined)
          throw new Failure('bad-input', 'there is no such role', { path: '$.secondFactorRoles' });
        const work = async (tx: Tx): Promise<void> => {
          asked.onVersion(versionOfView(viewSettings(await signInSettings(tx))));
          if (body.localSignIn === 'emergency') await refuseShutOut(tx, true);
          await changeSignInSettings(tx, body, { at: self.now(), by: caller.personId });
        };
        const did = await asked.once(db, work, note('settings of the sign-in changed', 'this node'));
        const now = viewSettings(await signInSettings(pool));
        return { did, status: 200, body: now, version: versionOfView(now) };
      },
    }),
    route('listEmergencyUses', {
      permission: 'sign-in.read',
      handle: async ({ page }) => {
        const found = await emergencyUses(pool, { below: page.from(BELOW)?.[0], limit: PAGE + 1 });
        const uses = found.slice(0, PAGE);
        return {
          status: 200,
          body: {
            uses: uses.map(({ id, at, name, method, address, agent, seenAt }) => ({
              id: String(id),
              at: at.toISOString(),
              name,
              method: method as SignInMethod,
              address,
              agent,
              seenAt: iso(seenAt),
            })),
            next: page.next(found.length > PAGE ? [uses.at(-1)!.id] : null),
          },
        };
      },
    }),
    route('seeEmergencyUse', {
      permission: 'sign-in.read',
      handle: async ({ caller, params, once }) => {
        const id = /^\d{1,15}$/.test(params.id) ? Number(params.id) : -1;
        const did = await once(db, async (tx) => {
          const isSeen = await seeEmergencyUse(tx, id, caller.personId, self.now());
          if (!isSeen) throw new Failure('not-found', 'there is no such use, it was looked at, or it was your own');
        });
        return { did, ...DONE };
      },
    }),
  ];

  /** Nobody may be shut out by a provider that is away: somebody can always come in here. */
  async function refuseShutOut(client: Client, isAsked = false): Promise<void> {
    const { localSignIn } = await signInSettings(client);
    const provider = await identityProvider(client);
    if (!isAsked && localSignIn === 'all') return;
    if (isAsked && !provider?.isOn) throw new Failure('conflict', 'connect and switch on an identity provider first');
    if (!(await hasReadyEmergencyAccount(client)))
      throw new Failure('conflict', 'first keep an administrator who has a passkey for emergencies');
  }
}

const viewSettings = (settings: Awaited<ReturnType<typeof signInSettings>>) => ({
  ...settings,
  secondFactorRoles: [...settings.secondFactorRoles],
});

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'person_party_officer_number_key';
