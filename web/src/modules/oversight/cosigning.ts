import type { AccessHead, Proof, WrappedKey } from '#contract/oversight.ts';
import { parseAccessOrigin } from '#kernel/log/access-entry.ts';
import { parseCheckpoint, openCheckpoint, type Checkpoint } from '#kernel/log/checkpoint.ts';
import { cosign } from '#kernel/log/cosignature.ts';
import { checkAdvance } from '#kernel/log/extend.ts';
import { isFault, type Fault } from '#kernel/log/faults.ts';
import { formatNote, parseNote } from '#kernel/log/note.ts';
import { oversightKey } from '#kernel/log/verify-access.ts';
import { ed25519PublicKey, fromBase64Strict, toBase64 } from '#platform';
import { unwrap, wrap } from './wrapping.ts';

export type MadeKey = { readonly publicKey: string; readonly wrapped: WrappedKey };

export async function makeKey(passphrase: string): Promise<MadeKey> {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const publicKey = toBase64(ed25519PublicKey(seed));
  return { publicKey, wrapped: await wrap(seed, passphrase, publicKey) };
}

/** Undefined: not this passphrase. */
export const unwrapKey = ({ publicKey, wrapped }: MadeKey, passphrase: string): Promise<Uint8Array | undefined> =>
  unwrap(wrapped, passphrase, publicKey);

/** What this browser saw last of a log: the node cannot take it back. `epoch`: 1 if left out. */
export type Remembered = { readonly size: number; readonly root: string; readonly epoch?: number };

/** The node says that it was put back since, and what was seen of the entries after the backup is not in its log. */
export type Restored = { readonly at: string; readonly from: number; readonly lost: number };
export type Checked = Checkpoint & { readonly epoch: number; readonly restored: Restored | undefined };

export type Checking = {
  readonly head: AccessHead;
  readonly remembered: Remembered | undefined;
  readonly prove: (from: number, size: number) => Promise<Proof>;
};

/**
 * The node's checkpoint, once it is proved that it goes on from all that was cosigned or seen before; else what is wrong with it. Within an
 * epoch nothing may ever be missing. In a later one what stands after its beginning may be: that is said, and not passed over.
 */
export async function checkedHead({ head, remembered, prove }: Checking): Promise<Checked | Fault> {
  const keys = head.keys.map(fromBase64Strict);
  const opened = openCheckpoint(head.checkpoint ?? '', head.origin, keys);
  if (isFault(opened)) return opened;
  const epoch = parseAccessOrigin(head.origin)?.epoch ?? 1;
  const held: { size: number; root: Uint8Array; epoch: number }[] = [];
  if (remembered !== undefined)
    held.push({ size: remembered.size, root: fromBase64Strict(remembered.root), epoch: remembered.epoch ?? 1 });
  if (head.cosigned !== null) {
    const cosigned = parseCheckpoint(parseNote(head.cosigned.note).text);
    held.push({ ...cosigned, epoch: parseAccessOrigin(cosigned.origin)?.epoch ?? 1 });
  }
  let restored: Restored | undefined;
  for (const { size, root, epoch: its } of held) {
    const { checkpoint } = opened;
    if (its > epoch) return { fault: 'rollback', line: 'An earlier epoch of the log is shown again.' };
    const later = head.epochs.filter((one) => one.epoch > its && one.epoch <= epoch);
    const begun = later.toSorted((one, other) => one.start - other.start)[0];
    if (begun !== undefined && begun.start < size) {
      restored = { at: begun.at, from: begun.start, lost: Math.max(restored?.lost ?? 0, size - begun.start) };
      continue;
    }
    // Nobody can prove that a shorter log continues a longer one.
    const proof = size < checkpoint.size ? await prove(size, checkpoint.size) : undefined;
    const fault = checkAdvance(
      { size, root },
      checkpoint,
      proof && { ...proof, hashes: proof.hashes.map(fromBase64Strict) },
    );
    if (fault) return fault;
  }
  return { ...opened.checkpoint, epoch, restored };
}

/** The node's note with the cosignature under it. */
export function cosignedNote(head: AccessHead, seed: Uint8Array, now: Date): string {
  const { text, signatures } = parseNote(head.checkpoint ?? '');
  const party = head.origin.split('/')[1] ?? '';
  const key = oversightKey(party, ed25519PublicKey(seed));
  const own = cosign(text, Math.floor(now.getTime() / 1000), { key, seed });
  return formatNote({ text, signatures: [...signatures, own] });
}
