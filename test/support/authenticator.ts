import { Secret, TOTP } from 'otpauth';

const STEP = 30_000;

/** What somebody's telephone shows; `secret` in base32. */
export const codeOf = (secret: string, at: Date, ahead = 0): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: at.getTime() + ahead * STEP });

/** To the beginning of the next step: a code that is made then is good as long as any. */
export function nextStep(clock: { ahead: number }): void {
  clock.ahead += STEP - ((Date.now() + clock.ahead) % STEP);
}

/** The same secret in its other spellings. */
export const bytesOf = (secret: string): Buffer => Buffer.from(Secret.fromBase32(secret).buffer);
