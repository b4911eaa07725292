import { z } from 'zod';
import type { Shape } from '#contract/shape.ts';

/** `GET /api/v1/node/recovery`: after a restore, what this node waits for, what came back, and what is lost. */
export const RecoveryView = z.object({
  restoredFrom: z.object({ backup: z.string(), at: z.string() }).nullable(),
  partners: z.array(
    z.object({
      partner: z.string(),
      name: z.string(),
      since: z.string(),
      /** It has said what it holds. */
      listed: z.boolean(),
      ended: z.string().nullable(),
    }),
  ),
  accords: z.array(
    z.object({
      accord: z.string(),
      partner: z.string(),
      /** `waiting`: closed; `problem`: closed, and a person has to decide; `open`: as it was. */
      state: z.enum(['waiting', 'problem', 'open']),
      /** Entries of ours that came back. */
      got: z.number(),
      problem: z.string().nullable(),
    }),
  ),
  /** Entries of ours whose content nobody returned; `c` is null where not even the entry came back. */
  lost: z.array(z.object({ origin: z.string(), index: z.number(), c: z.string().nullable() })),
  lostCount: z.number(),
  /** Files of ours whose records came back: how many are still fetched, and those that the partner does not hold whole. */
  files: z.object({
    waiting: z.number(),
    lost: z.array(z.object({ record: z.string(), since: z.string() })),
    lostCount: z.number(),
  }),
});
export type RecoveryView = z.infer<typeof RecoveryView>;

export const recoveryApi = {
  readRecovery: { summary: 'What a restored node waits for, and what is lost', answers: { 200: RecoveryView } },
} satisfies Record<string, Shape>;
