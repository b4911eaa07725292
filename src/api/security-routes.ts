import { Failure } from '#kernel/errors.ts';
import { dropPasskeys, namePasskey, passkeysOf } from '#store/people/passkey.ts';
import { dropRecoveryCodes, recoveryCodesLeft, replaceRecoveryCodes } from '#store/people/recovery-code.ts';
import { endSession, endSessionsOf, noteSecondFactor, sessionsOf, type ListedSession } from '#store/people/session.ts';
import { revokeTokenOf } from '#store/people/token.ts';
import { dropTotp, hasTotp } from '#store/people/totp.ts';
import type { Tx } from '#store/db.ts';
import { showOnce } from '#api/once.ts';
import type { NodeContext } from '#api/module.ts';
import { freshSession, isFresh, ownSession } from '#api/own-session.ts';
import type { Caller } from '#api/caller.ts';
import { route, type AnyRoute } from '#api/route.ts';
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
    tx: Tx,
    { personId, session }: Caller,
    left: { passkeys: number; totp: boolean },
  ): Promise<void> => {
    if (session?.isDemanded && left.passkeys === 0 && !left.totp)
      throw new Failure('conflict', 'your role must have a second factor at this node: add another first');
    if (left.passkeys === 0 && !left.totp) await dropRecoveryCodes(tx, personId);
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
      handle: async ({ caller, params, body, once }) => {
        ownSession(caller);
        const did = await once(db, async (tx) => {
          if (!(await namePasskey(tx, caller.personId, params.id, body.name))) throw NO_SUCH;
        });
        return { did, ...DONE };
      },
    }),
    route('removePasskey', {
      permission,
      bySession: true,
      handle: async ({ caller, params, once }) => {
        freshSession(caller, self.now());
        const did = await once(db, async (tx) => {
          const there = await passkeysOf(tx, caller.personId);
          if (!there.some(({ id }) => id === params.id)) throw NO_SUCH;
          const { since } = await hasTotp(tx, caller.personId);
          await refuseLast(tx, caller, { passkeys: there.length - 1, totp: since !== null });
          await dropPasskeys(tx, caller.personId, params.id);
        });
        return { did, ...DONE };
      },
    }),
    route('offerTotp', {
      permission,
      bySession: true,
      handle: async ({ caller, once }) => {
        const { factorBy } = freshSession(caller, self.now());
        const person = { id: caller.personId, name: caller.name, factorBy };
        const { did, shown } = await showOnce({ once }, { db, work: (tx) => factors.offerTotp(person, tx) });
        return { did, status: 200, body: shown };
      },
    }),
    route('confirmTotp', {
      permission,
      bySession: true,
      handle: async ({ caller, body, once }) => {
        const session = freshSession(caller, self.now());
        // An attempt counts, also one that was wrong.
        const did = await once(db, async (tx) => {
          const outcome = await factors.giveTotp(caller.personId, body.code.replaceAll(/\s/g, ''), tx);
          if (outcome === 'taken') await noteSecondFactor(tx, session.id, self.now());
          return outcome;
        });
        const given = did.result;
        if (given === 'wait') throw new Failure('unavailable', 'too many codes were wrong: wait a while');
        if (given !== 'taken') throw new Failure('bad-input', 'this code is not right', { path: '$.code' });
        return { did, ...DONE };
      },
    }),
    route('removeTotp', {
      permission,
      bySession: true,
      handle: async ({ caller, once }) => {
        freshSession(caller, self.now());
        const did = await once(db, async (tx) => {
          const passkeys = await passkeysOf(tx, caller.personId);
          await refuseLast(tx, caller, { passkeys: passkeys.length, totp: false });
          await dropTotp(tx, caller.personId);
        });
        return { did, ...DONE };
      },
    }),
    route('renewRecoveryCodes', {
      permission,
      bySession: true,
      handle: async ({ caller, once }) => {
        const { hasPasskey, hasTotp: has } = freshSession(caller, self.now());
        if (!hasPasskey && !has) throw new Failure('conflict', 'add a passkey or an authenticator first');
        const work = (tx: Tx) => replaceRecoveryCodes(tx, caller.personId, self.now(), self.randomBytes);
        const { did, shown } = await showOnce({ once }, { db, work });
        return { did, status: 200, body: { codes: [...shown] } };
      },
    }),
    route('endOwnSession', {
      permission,
      bySession: true,
      handle: async ({ caller, params, once }) => {
        ownSession(caller);
        const did = await once(db, async (tx) => {
          if (!(await endSession(tx, caller.personId, params.id))) throw NO_SUCH;
        });
        return { did, ...DONE };
      },
    }),
    route('endOtherSessions', {
      permission,
      bySession: true,
      handle: async ({ caller, once }) => {
        const { id } = ownSession(caller);
        const did = await once(db, (tx) => endSessionsOf(tx, caller.personId, id));
        return { did, status: 200, body: { ended: did.result } };
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
      handle: async ({ caller, body, once }) => {
        freshSession(caller, self.now());
        const { did, shown } = await showOnce({ once }, { db, work: (tx) => makeToken(tx, self, caller, body) });
        return { did, status: 201, body: shown };
      },
    }),
    route('revokeOwnToken', {
      permission: 'tokens.own',
      bySession: true,
      handle: async ({ caller, params, once }) => {
        ownSession(caller);
        const did = await once(db, async (tx) => {
          if (!(await revokeTokenOf(tx, caller.personId, params.id, self.now()))) throw NO_SUCH;
        });
        return { did, ...DONE };
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
