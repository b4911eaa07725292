import { z } from 'zod';
import type { Shape } from '#contract/shape.ts';

/** A text by language tag: `en`, `zh-Hans`, `ur`. `en` stands in for a missing one. */
export const Localized = z.record(z.string(), z.string());
export type Localized = z.infer<typeof Localized>;

/** `GET /api/v1/session`: who is signed in, at which party's node, and what they may do. */
export const Session = z.object({
  person: z.object({
    id: z.string(),
    name: z.string(),
    role: z.string(),
    unit: z.string(),
    locale: z.string(),
  }),
  party: z.object({ id: z.string(), names: Localized, fingerprint: z.string() }),
  partners: z.array(z.object({ id: z.string(), names: Localized, fingerprint: z.string() })),
  permissions: z.array(z.string()),
  /** Null when a program asks. Until it is `open`, nothing is possible but to give (`code`) or make (`enrol`) a second factor. */
  session: z
    .object({
      standing: z.enum(['open', 'code', 'enrol']),
      /** What may be given: a passkey signs in anew. */
      factors: z.array(z.enum(['totp', 'passkey'])),
      signedInAt: z.iso.datetime(),
      isEmergency: z.boolean(),
    })
    .nullable(),
  /** Sign-ins of accounts for emergencies that nobody has looked at, for those who must. */
  emergencies: z.number().int(),
  accords: z.array(
    z.object({
      id: z.string(),
      name: Localized,
      state: z.string(),
      parent: z.string().nullable().describe('of an accord of cities: the accord that it is under'),
    }),
  ),
});
export type Session = z.infer<typeof Session>;

export const sessionApi = {
  readSession: { summary: 'Who is signed in, and what they may do', answers: { 200: Session } },
} satisfies Record<string, Shape>;
