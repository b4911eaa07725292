import { z } from 'zod';
import { line } from '#contract/shape.ts';

/** `POST /api/auth/set-up`: makes the first administrator, by the link that the empty node printed. */
export const SetUp = z.strictObject({
  token: z.string().regex(/^[0-9a-f]{48}$/),
  name: line(200),
  unit: line(200),
  locale: z.enum(['en', 'zh-Hans', 'ur']),
});
export type SetUp = z.infer<typeof SetUp>;

/** `POST /api/auth/second-factor`: six digits of an authenticator, or a recovery code. */
export const SecondFactorCode = z.strictObject({ code: z.string().trim().min(6).max(40) });
export type SecondFactorCode = z.infer<typeof SecondFactorCode>;

/** `GET /api/auth/ways`: what the sign-in page offers to anybody. */
export const WaysIn = z.object({
  /** As browsers must write it: passkeys belong to this name. */
  origin: z.string(),
  passkeys: z.boolean(),
  provider: z.object({ name: z.string() }).nullable(),
  local: z.enum(['all', 'emergency']),
  /** No administrator yet: the node prints a set-up link. */
  isEmpty: z.boolean(),
});
export type WaysIn = z.infer<typeof WaysIn>;
