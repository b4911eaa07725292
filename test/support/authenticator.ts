import { Secret, TOTP } from 'otpauth';

/** What somebody's telephone shows; `secret` in base32. */
export const codeOf = (secret: string, at: Date, ahead = 0): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: at.getTime() + ahead * 30_000 });

/** The same secret in its other spellings. */
export const bytesOf = (secret: string): Buffer => Buffer.from(Secret.fromBase32(secret).buffer);
