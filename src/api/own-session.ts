import { Failure } from '#kernel/errors.ts';
import type { Caller, CallerSession } from '#api/caller.ts';

/** As the sign-in library has it for adding a passkey. */
const FRESH_MS = 15 * 60_000;

export const isFresh = ({ signedInAt }: CallerSession, now: Date): boolean =>
  now.getTime() - signedInAt.getTime() < FRESH_MS;

/** How one signs in is the matter of a person at a browser: a token cannot make itself a person. */
export function ownSession({ session }: Caller): CallerSession {
  if (session === null) throw new Failure('forbidden', 'this needs a person who is signed in, not a token');
  return session;
}

/** Whoever finds a browser open does not get a way in of their own. */
export function freshSession(caller: Caller, now: Date): CallerSession {
  const session = ownSession(caller);
  if (session.standing !== 'enrol' && !isFresh(session, now))
    throw new Failure('forbidden', 'sign in again first: this is changed within a quarter of an hour of signing in');
  return session;
}
