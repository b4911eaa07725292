import { z } from 'zod';
import { Failure } from '#kernel/errors.ts';
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
import { inOne, type Client } from '#store/people/client.ts';
import { emergencyUses, seeEmergencyUse } from '#store/people/emergency.ts';
import { dropPasskeys } from '#store/people/passkey.ts';
import { expectLogin, identityProvider } from '#store/people/provider.ts';
import { dropRecoveryCodes } from '#store/people/recovery-code.ts';
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
import { route, type AnyRoute, type Asked } from '#api/route.ts';
import { viewSession } from '#api/security-routes.ts';
import type { SignIn } from '#api/sign-in/sign-in.ts';
import { listTokens, makeToken } from '#api/token-acts.ts';

const PAGE = 100;
const AFTER = z.tuple([z.string(), z.string()]);
const DONE = { status: 200, body: {} } as const;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Who can come in, and how: the administrator's. Whatever opens a way in is in the access log before it is there. */
export function accountRoutes({ db, self, access }: NodeContext, signIn: SignIn): AnyRoute[] {
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
  const doing = ({ caller }: Pick<Asked, 'caller'>, reason: string) => doingAt(self, caller.personId, reason);
  /** Who did what to whose way in; the entry is committed first. */
  const note = ({ reading }: Pick<Asked, 'reading'>, query: string, to: string): Promise<void> =>
    access.keep({ ...reading, kind: 'administer', query, purpose: 'administration', ids: [], to });

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
        const id = self.uuid();
        await note(asked, `account made (${kind}, ${role})`, id);
        await signIn.savePerson({ ...person, id, party: self.partyId }).catch((cause: unknown) => {
          throw isTaken(cause)
            ? new Failure('conflict', 'somebody has this officer number', { cause, path: '$.officerNumber' })
            : cause;
        });
        if (kind === 'service') await makeService(pool, id);
        if (login !== undefined) await expectLogin(pool, login, id);
        const seat = { person: id, role, unit: { en: unit }, accord: null };
        const { proposal } = await db.transaction('node', (tx) =>
          seatByTwo(tx, seat, doing(asked, 'the account was opened')),
        );
        const link = kind === 'service' ? null : await signIn.createSignInLink(id);
        return { status: 201, body: { id, link, proposal } };
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
        await note(asked, `account changed: ${JSON.stringify(asked.body)}`, id);
        if (isActive === false) {
          if (!(await hasOtherAdministrator(pool, id)))
            throw new Failure('conflict', 'nobody else administers this node: make another administrator first');
          await switchOff(pool, id, self.now(), asked.caller.personId);
        }
        let proposal: string | null = null;
        if (isActive === true)
          ({ proposal } = await db.transaction('node', (tx) =>
            changeRights(tx, { kind: 'person.restore', person: id }, doing(asked, 'the account is needed again')),
          ));
        if (isEmergency !== undefined)
          await inOne(pool, async (client) => {
            await keepForEmergencies(client, id, isEmergency);
            await refuseShutOut(client);
          });
        return { status: 200, body: { proposal } };
      },
    }),
    route('makeSignInLink', {
      permission,
      bySession: true,
      handle: async (asked) => {
        await known(asked.params.id);
        freshSession(asked.caller, self.now());
        await note(asked, 'sign-in link made', asked.params.id);
        return { status: 201, body: { link: await signIn.createSignInLink(asked.params.id) } };
      },
    }),
    route('resetFactors', {
      permission,
      bySession: true,
      handle: async (asked) => {
        const { id } = asked.params;
        await known(id);
        freshSession(asked.caller, self.now());
        await note(asked, 'second factors removed', id);
        await Promise.all([dropPasskeys(pool, id), dropTotp(pool, id), dropRecoveryCodes(pool, id)]);
        await endSessionsOf(pool, id);
        return DONE;
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
        await note(asked, 'sessions ended', asked.params.id);
        return { status: 200, body: { ended: await endSessionsOf(pool, asked.params.id) } };
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
        await note(asked, `token made: ${asked.body.name}`, asked.params.id);
        return { status: 201, body: await makeToken(pool, self, service, asked.body) };
      },
    }),
    route('revokeServiceToken', {
      permission,
      handle: async (asked) => {
        await known(asked.params.id);
        await note(asked, 'token revoked', asked.params.id);
        if (!(await revokeTokenOf(pool, asked.params.id, asked.params.token, self.now())))
          throw new Failure('not-found', 'there is no such living token');
        return DONE;
      },
    }),
    route('readSignInSettings', {
      permission: 'sign-in.read',
      handle: async () => ({ status: 200, body: viewSettings(await signInSettings(pool)) }),
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
        if (body.localSignIn === 'emergency') await refuseShutOut(pool, true);
        await note(asked, 'settings of the sign-in changed', 'this node');
        await changeSignInSettings(pool, body, { at: self.now(), by: caller.personId });
        return { status: 200, body: viewSettings(await signInSettings(pool)) };
      },
    }),
    route('listEmergencyUses', {
      permission: 'sign-in.read',
      handle: async () => {
        const uses = await emergencyUses(pool);
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
          },
        };
      },
    }),
    route('seeEmergencyUse', {
      permission: 'sign-in.read',
      handle: async ({ caller, params }) => {
        const id = /^\d{1,15}$/.test(params.id) ? Number(params.id) : -1;
        const isSeen = await seeEmergencyUse(pool, id, caller.personId, self.now());
        if (!isSeen) throw new Failure('not-found', 'there is no such use, it was looked at, or it was your own');
        return DONE;
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
