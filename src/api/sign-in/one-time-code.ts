import { Secret, TOTP } from 'otpauth';

// The defaults of RFC 6238: SHA-1, six digits, half a minute. Authenticators know no others for sure.
const STEP_S = 30;

export const stepAt = (now: Date): number => TOTP.counter({ period: STEP_S, timestamp: now.getTime() });

/** The time step that this code is of: the present one, or one beside it for clocks that differ by half a minute (RFC 6238 section 5.2). */
export function stepOf(secret: Uint8Array, code: string, now: Date): number | undefined {
  if (!/^[0-9]{6}$/.test(code)) return undefined;
  const delta = TOTP.validate({ token: code, secret: asSecret(secret), timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : stepAt(now) + delta;
}

export const base32 = (secret: Uint8Array): string => asSecret(secret).base32;

/** As authenticators read it from a QR code. */
export const totpUri = (secret: Uint8Array, { issuer, account }: { issuer: string; account: string }): string =>
  new TOTP({ secret: asSecret(secret), issuer, label: account }).toString();

const asSecret = (bytes: Uint8Array): Secret => new Secret({ buffer: new Uint8Array(bytes).buffer });
