import { createHash, createHmac, createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Sha256Stream } from './encoding.ts';
import { notBase64, requireLength } from './encoding.ts';
import { mayHold } from './sound-points.ts';

export { fromUtf8, toHex, utf8 } from './encoding.ts';

// DER headers of RFC 8410 for a raw 32-byte seed and a raw 32-byte public key.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export function sha256(...chunks: Uint8Array[]): Uint8Array {
  // One call out of JavaScript instead of one per chunk: most of what is hashed is small.
  const [first = NOTHING, ...rest] = chunks;
  return plain(hash('sha256', rest.length === 0 ? first : Buffer.concat(chunks), 'buffer'));
}

const NOTHING = new Uint8Array(0);

/** For what is too large to hold at once. */
export function sha256Stream(): Sha256Stream {
  const running = createHash('sha256');
  return { update: (chunk) => void running.update(chunk), digest: () => plain(running.digest()) };
}

export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  return plain(createHmac('sha256', key).update(data).digest());
}

export function ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return plain(sign(null, message, privateKey(seed)));
}

export function ed25519PublicKey(seed: Uint8Array): Uint8Array {
  return plain(createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' }).subarray(SPKI.length));
}

/** RFC 8032 without cofactor, on sound points only; wrong lengths are simply not valid. */
export function ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (!mayHold(publicKey, signature)) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
    return verify(null, message, key, signature);
  } catch {
    return false; // not the encoding of a point
  }
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

export function fromBase64Strict(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw notBase64();
  return plain(bytes);
}

function privateKey(seed: Uint8Array): KeyObject {
  requireLength(seed, 32, 'An Ed25519 seed');
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

// A Buffer is a Uint8Array with another slice(), toString() and pool behind it: none of that leaves this file.
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer);
}
