import { z } from 'zod';
import { cursor, next, type Shape } from '#contract/shape.ts';
import { HistoryStep, Delivery, NewStep, StepMade } from '#contract/records.ts';
import { Localized } from '#contract/session.ts';

/** `GET /api/v1/accords` and `/api/v1/accords/{id}`. `accord` is the record (see docs/protocol/schemas/accord.schema.json). */
export const AccordView = z.object({
  id: z.string(),
  name: Localized,
  accord: z.record(z.string(), z.unknown()),
  c: z.string(),
  revision: z
    .object({ modified: z.string(), accord: z.record(z.string(), z.unknown()) })
    .nullable()
    .describe('a later version than the one in force, which `ratify` binds; the one in force stays until both did'),
  state: z.string().describe('proposed, ratified, in-force, suspended, terminated'),
  detail: z.string().describe('the state of the life cycle itself, with whose step it waits for'),
  parties: z.array(
    z.object({
      id: z.string(),
      names: Localized,
      self: z.boolean(),
      fingerprint: z.string().nullable(),
      ratified: z.string().nullable().describe('`at` of its ratification'),
      suspended: z.string().nullable(),
    }),
  ),
  delivery: z.array(Delivery),
  history: z.array(HistoryStep),
  allowed: z.array(z.string()),
});
export type AccordView = z.infer<typeof AccordView>;
export const AccordList = z.object({ accords: z.array(AccordView), next });
export type AccordList = z.infer<typeof AccordList>;

export const accordsApi = {
  listAccords: {
    summary: 'Accords with their parties and standing',
    query: z.strictObject({ cursor }),
    answers: { 200: AccordList },
  },
  readAccord: { summary: 'One accord', answers: { 200: AccordView } },
  stepAccord: {
    summary: 'A step of this party on an accord: ratify, suspend, ...',
    versioned: true,
    body: NewStep,
    answers: { 201: StepMade },
  },
} satisfies Record<string, Shape>;
