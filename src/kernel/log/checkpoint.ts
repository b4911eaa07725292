import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { Fault } from './faults.ts';
import { fault, isFault } from './faults.ts';
import type { Hash } from './hashing.ts';
import { HASH_BYTES } from './hashing.ts';
import { formatNote, parseNote, signNote, verifyNote } from './note.ts';
import type { Note, Verify } from './note.ts';
import { ED25519, verifierKey } from './verifier-key.ts';

// C2SP tlog-checkpoint. Our feeds have no extension lines: a text with more than three lines is refused.

export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Hash };
/** `signers`: those of the given public keys that signed, in the order of the note. */
export type OpenedCheckpoint = {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
  readonly signers: readonly Uint8Array[];
};

const FORM = /^([^\n]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/]{43}=)\n$/;

export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`;
  parseCheckpoint(text);
  return text;
}

export function parseCheckpoint(text: string): Checkpoint {
  const [, origin, digits, encoded] = FORM.exec(text) ?? [];
  const size = Number(digits);
  if (origin === undefined || encoded === undefined || !Number.isSafeInteger(size))
    throw new Failure('bad-encoding', 'Not the text of a checkpoint.');
  const root = fromBase64Strict(encoded);
  if (root.length !== HASH_BYTES) throw new Failure('bad-encoding', 'The root of a checkpoint has 32 bytes.');
  return { origin, size, root };
}

/** The signed note. Several seeds only in the first checkpoint over a `key` entry: the old key's, then the new one's. */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly CheckpointSigner[]): string {
  const text = formatCheckpoint(checkpoint);
  return formatNote({
    text,
    signatures: signers.map(({ seed, publicKey }) => signNote(text, checkpointKey(checkpoint.origin, publicKey), seed)),
  });
}

export type CheckpointSigner = { readonly seed: Uint8Array; readonly publicKey: Uint8Array };

/** The name of a feed's key is its origin. */
export function checkpointKey(origin: string, publicKey: Uint8Array) {
  return verifierKey(origin, ED25519, publicKey);
}

/** Opens a checkpoint of this feed that at least one of the pinned keys has signed, and none falsely. */
export function openCheckpoint(
  input: string | Uint8Array,
  origin: string,
  publicKeys: readonly Uint8Array[],
  verify?: Verify,
): OpenedCheckpoint | Fault {
  let note: Note;
  let checkpoint: Checkpoint;
  try {
    note = parseNote(input);
    checkpoint = parseCheckpoint(note.text);
  } catch (error) {
    if (error instanceof Failure) return fault('malformed', `The checkpoint is malformed. ${error.message}`);
    throw error;
  }
  if (checkpoint.origin !== origin) return fault('wrong-origin', 'The checkpoint belongs to another feed.');
  const verified = verifyNote(
    note,
    publicKeys.map((key) => checkpointKey(origin, key)),
    verify,
  );
  if (isFault(verified)) return verified;
  return { checkpoint, note, signers: verified.map(({ key }) => key.publicKey) };
}
