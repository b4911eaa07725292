import { ed25519 } from '@noble/curves/ed25519.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256, sha512 } from '@noble/hashes/sha2.js';
import type { Sha256Stream } from './encoding.ts';
import { notBase64, requireLength } from './encoding.ts';
import { mayHold } from './sound-points.ts';

export { fromUtf8, toHex, utf8 } from './encoding.ts';

export function sha256(...chunks: Uint8Array[]): Uint8Array {
  const hash = nobleSha256.create();
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest();
}

/** For what is too large to hold at once. */
export function sha256Stream(): Sha256Stream {
  const hash = nobleSha256.create();
  return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest() };
}

export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmac(nobleSha256, key, data);
}

export function ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  requireLength(seed, 32, 'An Ed25519 seed');
  return ed25519.sign(message, seed);
}

export function ed25519PublicKey(seed: Uint8Array): Uint8Array {
  requireLength(seed, 32, 'An Ed25519 seed');
  return ed25519.getPublicKey(seed);
}

const { Point } = ed25519;

/**
 * RFC 8032 without cofactor, on sound points only. The library's own `verify` multiplies by the cofactor and
 * so accepts signatures that node:crypto refuses; the equation is therefore written out here.
 */
export function ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (!mayHold(publicKey, signature)) return false;
  const r = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  if (s >= Point.Fn.ORDER) return false;
  try {
    const a = Point.fromBytes(publicKey, false);
    const k = littleEndian(sha512.create().update(r).update(publicKey).update(message).digest()) % Point.Fn.ORDER;
    const expected = Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(k)).toBytes();
    return expected.every((byte, i) => byte === r[i]);
  } catch {
    return false; // not the encoding of a point
  }
}

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // In pieces: String.fromCharCode takes its bytes as arguments, and their number is limited.
  for (let i = 0; i < bytes.length; i += 0x2000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x2000));
  return btoa(binary);
}

export function fromBase64Strict(text: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    throw notBase64();
  }
  if (toBase64(bytes) !== text) throw notBase64();
  return bytes;
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  return value;
}
