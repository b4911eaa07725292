import { Failure } from '#kernel/errors.ts';
import type { Db } from '#store/db.ts';
import { notePartnerKnows, usableKeys } from '#store/own-keys.ts';
import { partyById, type Party } from '#store/parties.ts';
import type { Self, Signer } from '#store/self.ts';
import type { PartnerClient } from '#federation/messages/client.ts';
import { FEEDS_PATH } from '#federation/wire.ts';

type Learning = {
  readonly db: Db;
  readonly self: Self;
  readonly partner: Party;
  /** A client that signs with this key and no other. */
  readonly clientWith: (signer: Signer) => PartnerClient;
};

/**
 * A partner that was paired while we had several keys has been given one of them, and which is not known here: the one that it
 * answers. Until then nothing is published for it.
 */
export async function learnKey({ db, self, partner, clientWith }: Learning): Promise<void> {
  if (!self.hasSeveralKeys() || partner.knownKey !== null) return;
  const own = await db.transaction('node', (tx) => partyById(tx, self.partyId));
  const usable = own ? usableKeys(self, own) : [];
  // A replacement that was cut short left the file of a key that is not ours yet: the partner has the one before.
  if (usable.length < 2) return;
  for (const key of usable.toReversed()) {
    const signer = self.signer(key);
    if (signer && (await isKnown(clientWith(signer)))) {
      await db.transaction('node', (tx) => notePartnerKnows(tx, partner.id, key));
      return;
    }
  }
}

async function isKnown(client: PartnerClient): Promise<boolean> {
  try {
    await client.call({ method: 'GET', path: FEEDS_PATH });
    return true; // whatever it answered: a stranger gets nothing signed
  } catch (error) {
    if (error instanceof Failure && error.code === 'untrusted') return false;
    throw error;
  }
}
