import { createHmac, timingSafeEqual } from 'node:crypto';
import { utf8 } from '#platform';

/** HOTP with six digits (RFC 4226 section 5.3). */
export function hotp(secret: Uint8Array, counter: number): string {
  const text = Buffer.alloc(8);
  text.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(text).digest();
  const at = mac[mac.length - 1]! & 15;
  return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

const STEP_MS = 30_000;
export const stepAt = (now: Date): number => Math.floor(now.getTime() / STEP_MS);

/**
 * The time step that this code is of: the present one, or one beside it for clocks that differ by half a minute (RFC 6238 section 5.2).
 * All are compared, each in constant time.
 */
export function stepOf(secret: Uint8Array, code: string, now: Date): number | undefined {
  const given = utf8(code);
  let found: number | undefined;
  for (const step of [stepAt(now) - 1, stepAt(now), stepAt(now) + 1]) {
    const expected = utf8(hotp(secret, step));
    if (given.length === expected.length && timingSafeEqual(given, expected)) found = step;
  }
  return found;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 section 6, without padding: the length is a multiple of five. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return [...bits.matchAll(/.{5}/g)].map(([five]) => BASE32[Number.parseInt(five, 2)]).join('');
}

/** As authenticators read it from a QR code. */
export function totpUri(secret: Uint8Array, { issuer, account }: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
}
