import type { WrappedKey } from '#contract/oversight.ts';
import { fromBase64Strict, toBase64, utf8 } from '#platform';

// A private half is made in the browser and leaves it encrypted only. PBKDF2-HMAC-SHA-256 (RFC 8018) with the rounds that OWASP asks for, and
// AES-256-GCM, both by the browser itself; the public key is authenticated beside it, so that one wrapped key cannot stand for another.
const ITERATIONS = 600_000;
export const SHORTEST_PASSPHRASE = 12;

export async function wrap(secret: Uint8Array, passphrase: string, publicKey: string): Promise<WrappedKey> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await derived(passphrase, salt, ITERATIONS);
  const about = { name: 'AES-GCM', iv, additionalData: bytes(utf8(publicKey)) };
  const sealed = await crypto.subtle.encrypt(about, key, bytes(secret));
  return {
    v: 1,
    kdf: 'pbkdf2-sha256',
    iterations: ITERATIONS,
    salt: toBase64(salt),
    iv: toBase64(iv),
    ciphertext: toBase64(new Uint8Array(sealed)),
  };
}

/** Undefined: not this passphrase. */
export async function unwrap(
  wrapped: WrappedKey,
  passphrase: string,
  publicKey: string,
): Promise<Uint8Array | undefined> {
  try {
    const key = await derived(passphrase, fromBase64Strict(wrapped.salt), wrapped.iterations ?? ITERATIONS);
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytes(fromBase64Strict(wrapped.iv)), additionalData: bytes(utf8(publicKey)) },
      key,
      bytes(fromBase64Strict(wrapped.ciphertext)),
    );
    return new Uint8Array(opened);
  } catch {
    return undefined;
  }
}

async function derived(passphrase: string, salt: Uint8Array, iterations: number): Promise<CryptoKey> {
  // One spelling of what a person types, on every keyboard (NIST SP 800-63B section 5.1.1.2).
  const words = bytes(utf8(passphrase.normalize('NFKC')));
  const base = await crypto.subtle.importKey('raw', words, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

const bytes = (value: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(value);
