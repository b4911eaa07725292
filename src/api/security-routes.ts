import { Failure } from '#kernel/errors.ts';
import { dropPasskeys, namePasskey, passkeysOf } from '#store/people/passkey.ts';
import { dropRecoveryCodes, recoveryCodesLeft, replaceRecoveryCodes } from '#store/people/recovery-code.ts';
import { endSession, endSessionsOf, noteSecondFactor, sessionsOf, type ListedSession } from '#store/people/session.ts';
import { revokeTokenOf } from '#store/people/token.ts';
import { dropTotp, hasTotp } from '#store/people/totp.ts';
import type { NodeContext } from '#api/module.ts';
import { freshSession, isFresh, ownSession } from '#api/own-session.ts';
import { route, type AnyRoute, type Caller } from '#api/route.ts';
import { passkeyName } from '#api/sign-in/passkey-name.ts';
import type { SignIn } from '#api/sign-in/sign-in.ts';
import { listTokens, makeToken } from '#api/token-acts.ts';

const NO_SUCH = new Failure('not-found', 'there is no such thing of yours');
const DONE = { status: 200, body: {} } as const;

/** How one signs in oneself, and tokens for one's own programs: of whoever asks, and nobody else. */
export function securityRoutes({ db, self, ownUrl }: NodeContext, { factors }: Pick<SignIn, 'factors'>): AnyRoute[] {
  const { pool } = db;
  const permission = 'security.own';

  /** Whoever must have a second factor keeps one. */
  const refuseLast = async (
    { personId, session }: Caller,
    left: { passkeys: number; totp: boolean },
  ): Promise<void> => {
    if (session?.isDemanded && left.passkeys === 0 && !left.totp)
      throw new Failure('conflict', 'your role must have a second factor at this node: add another first');
    if (left.passkeys === 0 && !left.totp) await dropRecoveryCodes(pool, personId);
  };

  return [
    route('readSecurity', {
      permission,
      bySession: true,
      handle: async ({ caller }) => {
        const session = ownSession(caller);
        const { personId } = caller;
        const [passkeys, totp, recoveryCodes, sessions] = await Promise.all([
          passkeysOf(pool, personId),
          hasTotp(pool, personId),
          recoveryCodesLeft(pool, personId),
          sessionsOf(pool, personId, self.now()),
        ]);
        return {
          status: 200,
          body: {
            passkeys: passkeys.map((one) => ({ ...one, madeAt: one.madeAt?.toISOString() ?? null })),
            totp: totp.since && { since: totp.since.toISOString() },
            recoveryCodes,
            sessions: sessions.map((one) => viewSession(one, session.id)),
            isDemanded: session.isDemanded,
            mayChange: session.standing === 'enrol' || isFresh(session, self.now()),
            passkeysWork: passkeyName(ownUrl) !== undefined,
          },
        };
      },
    }),
    route('renamePasskey', {
      permission,
      bySession: true,
      handle: async ({ caller, params, body }) => {
        ownSession(caller);
        if (!(await namePasskey(pool, caller.personId, params.id, body.name))) throw NO_SUCH;
        return DONE;
      },
    }),
    route('removePasskey', {
      permission,
      bySession: true,
      handle: async ({ caller, params }) => {
        freshSession(caller, self.now());
        const there = await passkeysOf(pool, caller.personId);
        if (!there.some(({ id }) => id === params.id)) throw NO_SUCH;
        const { since } = await hasTotp(pool, caller.personId);
        await refuseLast(caller, { passkeys: there.length - 1, totp: since !== null });
        await dropPasskeys(pool, caller.personId, params.id);
        return DONE;
      },
    }),
    route('offerTotp', {
      permission,
      bySession: true,
      handle: async ({ caller }) => {
        freshSession(caller, self.now());
        return { status: 200, body: await factors.offerTotp({ id: caller.personId, name: caller.name }) };
      },
    }),
    route('confirmTotp', {
      permission,
      bySession: true,
      handle: async ({ caller, body }) => {
        const session = freshSession(caller, self.now());
        const given = await factors.giveTotp(caller.personId, body.code.replaceAll(/\s/g, ''));
        if (given === 'wait') throw new Failure('unavailable', 'too many codes were wrong: wait a while');
        if (given !== 'taken') throw new Failure('bad-input', 'this code is not right', { path: '$.code' });
        await noteSecondFactor(pool, session.id, self.now());
        return DONE;
      },
    }),
    route('removeTotp', {
      permission,
      bySession: true,
      handle: async ({ caller }) => {
        freshSession(caller, self.now());
        const passkeys = await passkeysOf(pool, caller.personId);
        await refuseLast(caller, { passkeys: passkeys.length, totp: false });
        await dropTotp(pool, caller.personId);
        return DONE;
      },
    }),
    route('renewRecoveryCodes', {
      permission,
      bySession: true,
      handle: async ({ caller }) => {
        const { hasPasskey, hasTotp: has } = freshSession(caller, self.now());
        if (!hasPasskey && !has) throw new Failure('conflict', 'add a passkey or an authenticator first');
        const codes = await replaceRecoveryCodes(pool, caller.personId, self.now(), self.randomBytes);
        return { status: 200, body: { codes: [...codes] } };
      },
    }),
    route('endOwnSession', {
      permission,
      bySession: true,
      handle: async ({ caller, params }) => {
        ownSession(caller);
        if (!(await endSession(pool, caller.personId, params.id))) throw NO_SUCH;
        return DONE;
      },
    }),
    route('endOtherSessions', {
      permission,
      bySession: true,
      handle: async ({ caller }) => {
        const { id } = ownSession(caller);
        return { status: 200, body: { ended: await endSessionsOf(pool, caller.personId, id) } };
      },
    }),
    route('listOwnTokens', {
      permission: 'tokens.own',
      bySession: true,
      handle: async ({ caller }) => {
        ownSession(caller);
        return { status: 200, body: await listTokens(pool, caller) };
      },
    }),
    route('makeOwnToken', {
      permission: 'tokens.own',
      bySession: true,
      handle: async ({ caller, body }) => {
        freshSession(caller, self.now());
        return { status: 201, body: await makeToken(pool, self, caller, body) };
      },
    }),
    route('revokeOwnToken', {
      permission: 'tokens.own',
      bySession: true,
      handle: async ({ caller, params }) => {
        ownSession(caller);
        if (!(await revokeTokenOf(pool, caller.personId, params.id, self.now()))) throw NO_SUCH;
        return DONE;
      },
    }),
  ];
}

export const viewSession = (session: ListedSession, current?: string) => ({
  ...session,
  isThis: session.id === current,
  signedInAt: session.signedInAt.toISOString(),
  lastUsedAt: session.lastUsedAt.toISOString(),
});
