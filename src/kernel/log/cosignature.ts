import { ed25519Sign } from '#platform';
import type { Fault } from './faults.ts';
import { isFault } from './faults.ts';
import { cosignatureTime, cosignedMessage, verifyNote } from './note.ts';
import type { Note, NoteSignature, Verify } from './note.ts';
import type { VerifierKey } from './verifier-key.ts';
import { COSIGNATURE_V1, verifierKey } from './verifier-key.ts';

// C2SP tlog-cosignature, Ed25519: "I hold every entry below size, and it extends what I cosigned before."

export type Cosigner = { readonly key: VerifierKey; readonly seed: Uint8Array };

/** `party` is the bare uuid of the cosigning party. */
export function cosignerKey(party: string, publicKey: Uint8Array): VerifierKey {
  return verifierKey(`entente.v1/${party}`, COSIGNATURE_V1, publicKey);
}

/** `time` in whole seconds since 1970. */
export function cosign(text: string, time: number, { key, seed }: Cosigner): NoteSignature {
  const signature = new Uint8Array(72);
  new DataView(signature.buffer).setBigUint64(0, BigInt(time));
  signature.set(ed25519Sign(seed, cosignedMessage(text, time)), 8);
  return { name: key.name, id: key.id, signature };
}

/** The time that the cosigner states; faults as for any note. */
export function verifyCosignature(note: Note, key: VerifierKey, verify?: Verify): { readonly time: number } | Fault {
  const verified = verifyNote(note, [key], verify);
  if (isFault(verified)) return verified;
  return { time: verified.map(({ signature }) => cosignatureTime(signature) ?? 0)[0] ?? 0 };
}
