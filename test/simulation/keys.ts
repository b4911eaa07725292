import { ed25519PublicKey, ed25519Sign, ed25519Verify, sha256, utf8 } from '#platform';
import type { Verify } from '#kernel/log/note.ts';

export type Signer = {
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
};
export type Keys = { readonly signer: (name: string) => Signer; readonly verify: Verify };

export const seedOf = (name: string): Uint8Array => sha256(utf8(`entente simulation ${name}`));

export const realKeys: Keys = {
  signer: (name) => {
    const seed = seedOf(name);
    return { publicKey: ed25519PublicKey(seed), sign: (message) => ed25519Sign(seed, message) };
  },
  verify: ed25519Verify,
};

/**
 * Forty times as fast, and no security: whoever has the public key can sign. No liar of the simulation forges with it what
 * it could not forge with the real ones, so that a history goes the same way with both.
 */
export const cheapKeys: Keys = {
  signer: (name) => {
    const publicKey = seedOf(name);
    return { publicKey, sign: (message) => cheapSignature(publicKey, message) };
  },
  verify: (publicKey, message, signature) => {
    const right = cheapSignature(publicKey, message);
    return signature.length === right.length && right.every((byte, i) => byte === signature[i]);
  },
};

function cheapSignature(publicKey: Uint8Array, message: Uint8Array): Uint8Array {
  const signature = new Uint8Array(64);
  signature.set(sha256(publicKey, message));
  return signature;
}
