import { Failure } from '#kernel/errors.ts';
import { hasOwnFactor } from '#store/people/account.ts';
import type { Client } from '#store/people/client.ts';
import type { Hand } from '#store/people/hand.ts';
import type { Caller } from '#api/caller.ts';

export const handOf = ({ personId, linkBy }: Pick<Caller, 'personId' | 'linkBy'>): Hand => ({ by: personId, linkBy });

/** Whoever came in by a link that somebody else made is a second person only by a factor of their own. */
export async function refuseUnknownHand(client: Client, { linkBy, personId, session }: Caller): Promise<void> {
  if (linkBy === null) return;
  const isKnown = session === null ? await hasOwnFactor(client, personId) : session.secondFactorAt !== null;
  if (!isKnown)
    throw new Failure('forbidden', 'a link made by somebody else let you in: add a passkey or an authenticator first');
}
