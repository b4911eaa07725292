import { z } from 'zod';
import type { Shape } from '#contract/shape.ts';
import { COMPARED_ATTRIBUTES, NewStatement, Proposals } from '#contract/statements.ts';
import { TLP_LEVELS } from '#kernel/stix/marking-ids.ts';

/**
 * The optional model: a program elsewhere that is asked to propose in the rules' own schema. It is off until an administrator has
 * named its endpoint. It decides nothing: what it proposes is checked against the text, and an officer accepts, edits or rejects.
 */

/** Why a proposal of the model was left out; each is counted. */
export const DROPPED_BECAUSE = [
  'not-in-text', // its words are not in the statement
  'not-in-the-set', // a kind, status or side that there is not
  'malformed', // not in the form that was asked for
  'twice', // the same words for the same thing again
  'too-many',
] as const;

/** What went wrong with one question; the rules' reading stands all the same. */
export const MODEL_FAULTS = [
  'unreachable',
  'too-slow',
  'sends-elsewhere', // it answered with a redirect, which is never followed
  'refused', // it answered with an error; the status says which
  'too-large',
  'not-json',
  'wrong-form',
  'cut-off', // it ended before its answer did
] as const;
export type ModelFault = (typeof MODEL_FAULTS)[number];

const counted = z.number().int();
const Dropped = z.record(z.enum(DROPPED_BECAUSE), counted);
export type Dropped = z.infer<typeof Dropped>;

const Span = z.object({ start: z.number().int(), end: z.number().int() });

/** Of one proposal, after W3C Web Annotation and PROV-O. `reviewer` and `decision` are filled when an officer decides. */
export const Provenance = z.object({
  model: z.string(),
  version: z.string().describe('as the endpoint says; empty if it does not'),
  inputHash: z.string().describe('SHA-256 of the text’s UTF-8 bytes, hex'),
  span: Span,
  reviewer: z.string().nullable(),
  decision: z.enum(['accepted', 'edited', 'rejected']).nullable(),
});
export type Provenance = z.infer<typeof Provenance>;

export const PROPOSED_TYPES = ['meetings', 'participants', 'commitments', 'events', 'incidents'] as const;

/** Where rules and model say the same, where one of them says nothing, and where they differ. Numbers are places in the two lists. */
export const Disagreement = z.object({
  type: z.enum(PROPOSED_TYPES),
  which: z.enum(['both', 'only-rules', 'only-model', 'differs']),
  rules: counted.nullable(),
  model: counted.nullable(),
  overlap: z.number().describe('words in both spans over words in either; 0 where there is one span'),
  differs: z.array(z.enum([...COMPARED_ATTRIBUTES, 'date', 'place', 'format', 'name', 'title', 'side'])),
});
export type Disagreement = z.infer<typeof Disagreement>;

/** `POST /api/v1/statements/model`: the text leaves this node if its marking is not above the ceiling; otherwise 403, and nothing left. */
export const AskModel = z.strictObject({
  text: NewStatement.shape.text,
  marking: z.enum(TLP_LEVELS).describe('TLP of the text; there is no default'),
});
export const ModelAnswer = z.object({
  rules: Proposals,
  model: z
    .object({
      proposals: Proposals.describe('letters of sides are those of the rules where the names agree'),
      provenance: z.record(z.enum(PROPOSED_TYPES), z.array(Provenance)).describe('in the order of the proposals'),
      dropped: Dropped,
      disagreements: z.array(Disagreement).describe('in the order of the text, by type'),
    })
    .nullable()
    .describe('null: it failed, see `fault`'),
  fault: z.object({ code: z.enum(MODEL_FAULTS), status: counted.nullable() }).nullable(),
});
export type ModelAnswer = z.infer<typeof ModelAnswer>;

/** `GET /api/v1/statements/model`: the model card. Counts are since `since`, when this process began. */
export const ModelCard = z.object({
  state: z.enum(['not-named', 'on', 'off']).describe('`not-named`: there is no endpoint in the configuration'),
  endpoint: z.string().nullable().describe('host and port; never a path or key'),
  isLocal: z.boolean().describe('the endpoint is on this machine'),
  model: z.string().nullable(),
  version: z.string().nullable().describe('as it last said itself'),
  usedFor: z.array(z.enum(['statements'])),
  ceiling: z.enum(TLP_LEVELS).nullable().describe('texts above it do not leave'),
  limits: z.object({ characters: counted, seconds: counted, answerBytes: counted, proposals: counted }),
  since: z.string(),
  counts: z.object({
    asked: counted,
    answered: counted,
    failed: counted,
    keptBack: counted.describe('texts above the ceiling'),
    proposed: counted,
    dropped: Dropped,
    accepted: counted.nullable().describe('null: not known here'),
    rejected: counted.nullable(),
  }),
  errors: z
    .array(z.object({ at: z.string(), code: z.enum(MODEL_FAULTS), status: counted.nullable() }))
    .describe('the last ones, newest first; nothing of any text'),
  switched: z.object({ by: z.string(), at: z.string() }).nullable().describe('who switched it off, an officer number'),
});
export type ModelCard = z.infer<typeof ModelCard>;

/** `PUT /api/v1/statements/model`: off takes effect at once, also for a question under way, and stays over restarts. Answer: the card. */
export const SwitchModel = z.strictObject({ on: z.boolean() });

export const modelApi = {
  readModelCard: { summary: 'What the optional model is, and what it did', answers: { 200: ModelCard } },
  switchModel: { summary: 'Switch the model off or on', body: SwitchModel, answers: { 200: ModelCard } },
  askModel: {
    summary: 'Ask the model about a text, which then leaves this node',
    asks: true,
    body: AskModel,
    answers: { 200: ModelAnswer },
  },
} satisfies Record<string, Shape>;
