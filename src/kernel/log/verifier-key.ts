import { fromBase64Strict, sha256, toBase64, toHex, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';

// C2SP signed-note, "Verifier keys" and "Signature types". One Ed25519 key may stand behind both types: the type is
// hashed into the id, and the signed messages begin differently.

export const ED25519 = 0x01;
export const COSIGNATURE_V1 = 0x04;
export type SignatureType = typeof ED25519 | typeof COSIGNATURE_V1;

/** `id` is the uint32 that stands before each signature. */
export type VerifierKey = {
  readonly name: string;
  readonly id: number;
  readonly type: SignatureType;
  readonly publicKey: Uint8Array;
};

export function verifierKey(name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name))
    throw new Failure('bad-encoding', 'A key name is not empty and has no space, plus sign or control character.');
  if (publicKey.length !== 32) throw new Failure('bad-encoding', 'An Ed25519 public key has 32 bytes.');
  const hash = sha256(utf8(name), Uint8Array.of(0x0a, type), publicKey);
  return { name, id: new DataView(hash.buffer, hash.byteOffset).getUint32(0), type, publicKey };
}

export function isKeyName(name: string): boolean {
  // U+FEFF is no White_Space, but shows as nothing; controls cannot stand in a note at all.
  return name !== '' && name.isWellFormed() && !/[\p{White_Space}\p{Cc}\ufeff+]/u.test(name);
}

export function formatVerifierKey({ name, id, type, publicKey }: VerifierKey): string {
  return `${name}+${id.toString(16).padStart(8, '0')}+${toBase64(Uint8Array.of(type, ...publicKey))}`;
}

export function parseVerifierKey(text: string): VerifierKey {
  // Base64 may hold plus signs; the name and the id never do.
  const [name = '', id = '', ...encoded] = text.split('+');
  const [type, ...publicKey] = fromBase64Strict(encoded.join('+'));
  if (type !== ED25519 && type !== COSIGNATURE_V1)
    throw new Failure('unsupported-type', 'Only Ed25519 keys are known here.');
  const key = verifierKey(name, type, Uint8Array.from(publicKey));
  const computed = toHex(Uint8Array.of(key.id >>> 24, key.id >>> 16, key.id >>> 8, key.id));
  if (computed !== id) throw new Failure('bad-encoding', 'The id of the verifier key does not match its content.');
  return key;
}
