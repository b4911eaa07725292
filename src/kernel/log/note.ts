import { ed25519Sign, ed25519Verify, fromBase64Strict, fromUtf8, toBase64, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { Fault } from './faults.ts';
import { fault } from './faults.ts';
import type { VerifierKey } from './verifier-key.ts';
import { COSIGNATURE_V1, isKeyName } from './verifier-key.ts';

// C2SP signed-note. A note has one spelling: what `parseNote` accepts, `formatNote` writes back byte for byte.

/** `signature` is what follows the four bytes of the key's id: 64 bytes, or a timestamp and 64 for cosignatures. */
export type NoteSignature = { readonly name: string; readonly id: number; readonly signature: Uint8Array };
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };
export type VerifiedSignature = { readonly key: VerifierKey; readonly signature: Uint8Array };

/** Ed25519 everywhere but in simulations, which verify a hundred thousand histories with something cheaper. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

const MAX_BYTES = 1_000_000;
const MAX_SIGNATURES = 100;
const LINE = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/u;

export function formatNote({ text, signatures }: Note): string {
  requireText(text);
  return `${text}\n${signatures.map((signature) => `${signatureLine(signature)}\n`).join('')}`;
}

export function signatureLine({ name, id, signature }: NoteSignature): string {
  const bytes = new Uint8Array(4 + signature.length);
  new DataView(bytes.buffer).setUint32(0, id);
  bytes.set(signature, 4);
  return `\u2014 ${name} ${toBase64(bytes)}`;
}

/** One signature line without its newline, as a cosignature travels alone. */
export function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', encoded = ''] = LINE.exec(line) ?? [];
  const bytes = encoded === '' ? new Uint8Array() : fromBase64Strict(encoded);
  if (!isKeyName(name) || bytes.length < 5)
    throw new Failure('bad-encoding', 'A signature line of the note is malformed.');
  return { name, id: new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), signature: bytes.subarray(4) };
}

export function parseNote(input: string | Uint8Array): Note {
  if (input.length > MAX_BYTES) throw new Failure('too-large', 'The note is larger than 1 MB.');
  const note = typeof input === 'string' ? input : fromUtf8(input);
  // The last empty line divides: the text itself may hold empty lines.
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n'))
    throw new Failure('bad-encoding', 'Not a signed note: it has no empty line before its signatures.');
  const text = requireText(note.slice(0, split + 1));
  const lines = note
    .slice(split + 2)
    .split('\n')
    .slice(0, -1);
  if (lines.length === 0) throw new Failure('bad-encoding', 'The note bears no signature.');
  if (lines.length > MAX_SIGNATURES)
    throw new Failure('too-large', `The note bears more than ${MAX_SIGNATURES} signatures.`);
  return { text, signatures: lines.map(parseSignatureLine) };
}

/** Signs the text for keys of type Ed25519. Cosignatures have a function of their own. */
export function signNote(text: string, key: VerifierKey, seed: Uint8Array): NoteSignature {
  return { name: key.name, id: key.id, signature: ed25519Sign(seed, utf8(requireText(text))) };
}

/**
 * The signatures by the given keys, in the order of the note. Others are ignored, as the specification asks; one false
 * signature in the name of a given key condemns the note.
 */
export function verifyNote(
  { text, signatures }: Note,
  keys: readonly VerifierKey[],
  verify: Verify = ed25519Verify,
): VerifiedSignature[] | Fault {
  const verified: VerifiedSignature[] = [];
  for (const { name, id, signature } of signatures) {
    const key = keys.find((candidate) => candidate.name === name && candidate.id === id);
    if (key === undefined) continue;
    if (verified.some((earlier) => earlier.key === key))
      return fault('bad-signature', `The key ${name} has signed one note twice.`);
    if (!isSignatureBy(key, text, signature, verify))
      return fault('bad-signature', `A signature in the name of ${name} does not hold.`);
    verified.push({ key, signature });
  }
  return verified.length > 0 ? verified : fault('unknown-key', 'The note bears no signature by a pinned key.');
}

function isSignatureBy(key: VerifierKey, text: string, signature: Uint8Array, verify: Verify): boolean {
  if (key.type !== COSIGNATURE_V1) return verify(key.publicKey, utf8(text), signature);
  const time = cosignatureTime(signature);
  return time !== undefined && verify(key.publicKey, cosignedMessage(text, time), signature.subarray(8));
}

/** C2SP tlog-cosignature, "Ed25519 signed message". */
export function cosignedMessage(text: string, time: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

/** Seconds since 1970 at the head of a cosignature; undefined if it is none. */
export function cosignatureTime(signature: Uint8Array): number | undefined {
  if (signature.length !== 72) return undefined;
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : undefined;
}

function requireText(text: string): string {
  // A text that is only "\n" would put the dividing empty line in doubt.
  const hasControl = Array.from(text).some((char) => char < ' ' && char !== '\n');
  const isText = text.endsWith('\n') && text !== '\n' && text.isWellFormed() && !hasControl;
  if (!isText)
    throw new Failure('bad-encoding', 'The text of a note ends in a newline and holds no control characters.');
  return text;
}
