import { fromBase64Strict } from '#platform';
import type { Entry } from '../log/entry.ts';
import { checkpointKey, type OpenedCheckpoint } from '../log/checkpoint.ts';
import { fault, isFault, type Fault } from '../log/faults.ts';
import { isSameHash } from '../log/hashing.ts';
import { verifyNote, type Note, type Verify } from '../log/note.ts';

// Definitions, "Epoch, restore, keys": a key is followed by the next one through an entry of the log that it signs.

/** A key of a party, as it is kept. */
export type KnownKey = {
  readonly publicKey: Uint8Array;
  /** From then on no message is taken under it. */
  readonly until: Date | null;
  /** Its owner says that it may be in other hands: nothing is proved by it. */
  readonly isDistrusted: boolean;
};

/** Oldest first. What is no longer signed with may still be what an older feed goes on under until its own change of key. */
export const trustedKeys = (keys: readonly KnownKey[]): Uint8Array[] =>
  keys.flatMap(({ isDistrusted, publicKey }) => (isDistrusted ? [] : [publicKey]));

/** The newest last. More than one only between a change of key and the first message under the new one. */
export const messageKeys = (keys: readonly KnownKey[]): Uint8Array[] =>
  keys.flatMap(({ isDistrusted, until, publicKey }) => (isDistrusted || until !== null ? [] : [publicKey]));

/** `key`: that this feed is signed by now; null before its first checkpoint was taken whole. `chain`: `trustedKeys` of the publisher. */
export type FeedKeys = { readonly key: Uint8Array | null; readonly chain: readonly Uint8Array[] };

/** Which keys may sign a checkpoint of a feed: the one in force in it; of a feed that is new here, any of its publisher's. */
export const signersOf = ({ key, chain }: FeedKeys): readonly Uint8Array[] =>
  key === null ? chain : chain.filter((one) => isSameHash(one, key));

export type SignedPage = {
  readonly opened: OpenedCheckpoint;
  readonly size: number;
  readonly entries: readonly Entry[];
};

/**
 * The key that is in force after a page whose entries are verified. A change of key is the last entry under its checkpoint, and
 * that checkpoint bears two signatures: by the key before it and by the one that it names.
 */
export function judgeKeys(
  { opened, size, entries }: SignedPage,
  feed: FeedKeys,
  verify?: Verify,
): { readonly key: Uint8Array | null } | Fault {
  const { checkpoint, signers } = opened;
  const isWhole = size + entries.length === checkpoint.size;
  const change = entries.findIndex(({ kind }) => kind === 'key');
  const entry = entries[change];
  if (entry?.kind === 'key') {
    return isWhole && change === entries.length - 1
      ? judgeChange(opened, fromBase64Strict(entry.key), { feed, verify })
      : fault('bad-rotation', 'The partner changes its key and signs on beyond it at once.');
  }
  if (feed.key !== null || !isWhole) return { key: feed.key };
  const [key, ...more] = signers;
  return more.length === 0
    ? { key: key ?? null }
    : fault('bad-rotation', 'Two keys of the partner sign where none is changed.');
}

function judgeChange(
  { note, checkpoint }: OpenedCheckpoint,
  next: Uint8Array,
  { feed, verify }: { readonly feed: FeedKeys; readonly verify: Verify | undefined },
): { readonly key: Uint8Array } | Fault {
  const before = signersOf(feed).filter((one) => !isSameHash(one, next));
  const signers = signersAmong(note, checkpoint.origin, { keys: [...before, next], verify });
  if (isFault(signers)) return signers;
  const [old, ...more] = signers.filter((one) => !isSameHash(one, next));
  const isDouble = note.signatures.length === 2 && signers.length === 2 && more.length === 0;
  if (!isDouble || old === undefined)
    return fault('bad-rotation', 'A change of key is not signed by exactly the old key and the new one.');
  const place = (key: Uint8Array) => feed.chain.findIndex((one) => isSameHash(one, key));
  const follows = place(next) === -1 ? place(old) === feed.chain.length - 1 : place(next) === place(old) + 1;
  return follows ? { key: next } : fault('bad-rotation', 'The partner names another next key than it did before.');
}

function signersAmong(
  note: Note,
  origin: string,
  { keys, verify }: { readonly keys: readonly Uint8Array[]; readonly verify: Verify | undefined },
): readonly Uint8Array[] | Fault {
  const verified = verifyNote(
    note,
    keys.map((key) => checkpointKey(origin, key)),
    verify,
  );
  return isFault(verified) ? verified : verified.map(({ key }) => key.publicKey);
}
