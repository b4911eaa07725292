import { z } from 'zod';
import { Localized } from '#contract/session.ts';
import { cursor, next, type Shape } from '#contract/shape.ts';

/** `POST /api/v1/records/{id}/recall`: the author deletes it here and asks the partner to. All versions unless one is named. */
export const NewRecall = z.strictObject({
  code: z.enum(['error', 'retention-ended', 'person-request', 'legal-order', 'withdrawn']),
  modified: z.string().max(64).optional().describe('one version; all of them if left out'),
});

/** `POST /api/v1/records/{id}/holds`: kept, all versions, whoever asks for deletion. The reason never leaves the node. */
export const NewHold = z.strictObject({
  reason: z.string().trim().min(1).max(4000),
  until: z.iso.datetime().optional().describe('after which it lifts itself'),
});

/** `POST /api/v1/records/{id}/holds/{hold}/lift` */
export const LiftHold = z.strictObject({ why: z.string().trim().min(1).max(4000) });

export const RETENTION_REASONS = ['accord-terminated', 'published-long-ago', 'own-date'] as const;

const HoldView = z.object({
  id: z.number().int(),
  reason: z.string(),
  placedBy: z.string(),
  placedAt: z.string(),
  until: z.string().nullable(),
  liftedBy: z.string().nullable(),
  liftedAt: z.string().nullable(),
  liftedWhy: z.string().nullable(),
});

/** `GET /api/v1/holds` */
export const HoldList = z.object({
  holds: z.array(
    HoldView.extend({
      record: z.object({ id: z.string(), type: z.string(), title: Localized, expunged: z.boolean() }),
      placedByName: z.string(),
      liftedByName: z.string().nullable(),
      isStanding: z.boolean().describe('neither lifted nor at its end'),
      mayLift: z.boolean(),
    }),
  ),
  next,
});
export type HoldList = z.infer<typeof HoldList>;

/** `GET /api/v1/records/{id}/retention` */
export const RetentionView = z.object({
  id: z.string(),
  expunged: z.string().nullable(),
  ends: z
    .object({ at: z.string(), daysLeft: z.number().int(), because: z.enum(RETENTION_REASONS) })
    .nullable()
    .describe('null: kept as long as its accord lasts, or expunged'),
  isHeld: z.boolean(),
  holds: z.array(HoldView).nullable().describe('for those who may read them, newest first'),
});
export type RetentionView = z.infer<typeof RetentionView>;

export const retentionApi = {
  readRetention: { summary: 'How long a record is kept, and why', answers: { 200: RetentionView } },
  listHolds: {
    summary: 'Legal holds on records that the caller sees, newest first',
    query: z.strictObject({ cursor, all: z.enum(['yes']).optional().describe('also those lifted or at their end') }),
    answers: { 200: HoldList },
  },
  placeHold: { summary: 'Place a legal hold on a record', body: NewHold, answers: { 201: RetentionView } },
  liftHold: { summary: 'Lift a legal hold', body: LiftHold, answers: { 200: RetentionView } },
  recallRecord: {
    summary: 'Delete a record of ours, here and at the partner',
    body: NewRecall,
    answers: { 200: RetentionView },
  },
} satisfies Record<string, Shape>;
