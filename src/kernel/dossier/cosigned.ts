import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import type { Checkpoint } from '#kernel/log/checkpoint.ts';
import { cosignerKey } from '#kernel/log/cosignature.ts';
import { isFault } from '#kernel/log/faults.ts';
import { cosignatureTime, parseNote, verifyNote } from '#kernel/log/note.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import { Broken, orBroken } from './broken.ts';
import type { KnownParty } from './parties.ts';

/** `time` in seconds since 1970, as the cosigner states it. */
export type Cosigned = { readonly checkpoint: Checkpoint; readonly time: number; readonly key: Uint8Array };

/** Reads the recipient's cosignature. That this checkpoint is part of the newest one's history is for the caller to prove. */
export function readCosigned(text: string, newest: Checkpoint, recipient: KnownParty): Cosigned {
  const note = orBroken('the cosigned checkpoint', () => parseNote(text));
  const checkpoint = orBroken('the cosigned checkpoint', () => parseCheckpoint(note.text));
  if (checkpoint.origin !== newest.origin)
    throw new Broken('wrong-origin', 'the cosigned checkpoint belongs to another feed');
  if (checkpoint.size > newest.size)
    throw new Broken('rollback', 'the publisher shows less than the recipient has cosigned');
  const verified = verifyNote(
    note,
    recipient.keys.map((key) => cosignerKey(uuidOf(recipient.id), key)),
  );
  if (isFault(verified)) throw new Broken('bad-cosignature', 'the cosignature is not by a key of the recipient');
  const [first] = verified;
  const time = first && cosignatureTime(first.signature);
  if (first === undefined || time === undefined) throw new Broken('bad-cosignature', 'the cosignature has no time');
  return { checkpoint, time, key: first.key.publicKey };
}
