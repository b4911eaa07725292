import { createHash } from 'node:crypto';
import { ed25519PublicKey, ed25519Sign } from '#platform';

/** A party with a key of its own, always the same for a name. */
export function party(name: string) {
  const digest = createHash('sha256').update(name).digest();
  const seed = new Uint8Array(digest);
  const hex = digest.toString('hex');
  const keyId = `identity--${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { keyId, publicKey: ed25519PublicKey(seed), sign: (bytes: Uint8Array) => ed25519Sign(seed, bytes) };
}

/** Different at every call, the same in every run. */
export function countingRandomness(): (bytes: number) => Uint8Array {
  let calls = 0;
  return (bytes) => new Uint8Array(createHash('sha512').update(`random ${calls++}`).digest().subarray(0, bytes));
}
