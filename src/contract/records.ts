import { z } from 'zod';
import { cursor, next, type Shape } from '#contract/shape.ts';

/** Delivery states of a record to one partner (definitions, "Receipt"). */
export const DELIVERY_STATES = [
  'waiting', // release waits for something; `reason` names it
  'queued', // decided yes, not yet in the feed
  'sent', // an entry of the feed
  'stored', // the partner's receipt covers it
  'missing',
  'quarantined',
  'refused',
  'expunged',
  'withheld', // release said no; `reason` says why
] as const;

export const Delivery = z.object({
  partner: z.string(),
  state: z.enum(DELIVERY_STATES),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.string().nullable(),
  recall: z
    .object({ code: z.string(), at: z.string().nullable(), refusal: z.string().nullable() })
    .nullable()
    .describe('we asked the partner to delete it; `refusal` is the code by which its receipt refuses'),
});
export type Delivery = z.infer<typeof Delivery>;

/** One step as the fold took it: taken, void (not allowed in the state reached) or crossed. `pending`: own, not yet in the feed. */
export const HistoryStep = z.object({
  id: z.string(),
  verb: z.string(),
  party: z.string(),
  unit: z.string(),
  at: z.string(),
  reason: z.string().nullable(),
  evidence: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  outcome: z.enum(['taken', 'void', 'crossed', 'pending']),
  version: z.string().describe('`modified` of the version that the step binds'),
  expunged: z.boolean().describe('its reason, evidence, unit and time are gone'),
});
export type HistoryStep = z.infer<typeof HistoryStep>;

export const PartyProgress = z.object({
  progress: z.string().nullable(),
  at: z.string().nullable(),
  evidence: z.array(z.string()),
});

/** Of a `document` whose file the reader may see: how much of it this node holds. `fault`: what went wrong when it was last fetched. */
export const FileView = z.object({
  size: z.number().int(),
  state: z.enum(['whole', 'fetching']),
  have: z.number().int().describe('chunks'),
  of: z.number().int(),
  fault: z.string().nullable(),
});
export type FileView = z.infer<typeof FileView>;

/** `GET /api/v1/records/{id}`. `record` is the STIX object with the parts that the reader may see. */
export const RecordView = z.object({
  record: z.record(z.string(), z.unknown()),
  c: z.string().describe('commitment of this version, base64'),
  state: z.string().describe('joint state by the fold; `current` or `revoked` for types without a life cycle'),
  delivery: z.array(Delivery),
  feed: z.object({ origin: z.string(), index: z.number().int() }).nullable(),
  publisher: z.string(),
  place: z.enum(['internal', 'shared']),
  withheld: z.number().int().describe('parts of this version that the reader does not see'),
  file: FileView.nullable(),
  expunged: z.string().nullable().describe('when the content was destroyed here; `record` is the stub that is left'),
  history: z.array(HistoryStep),
  byParty: z.record(z.string(), PartyProgress),
  allowed: z.array(z.string()).describe('verbs that this person may step now'),
  earlier: z.array(z.object({ modified: z.string(), state: z.string() })),
});
export type RecordView = z.infer<typeof RecordView>;

/** `GET /api/v1/records?accord=&type=&cursor=`, newest first. */
export const RecordList = z.object({ records: z.array(RecordView), next });
export type RecordList = z.infer<typeof RecordList>;

/**
 * `POST /api/v1/records`: a STIX object. The node fills what the author may leave out: id, spec_version, created,
 * modified, created_by_ref, extensions, the channel's default markings; `accord_ref` and, for a commitment,
 * `channel` (`secretariat`). A commitment's `responsible` may be given as `both`, a side's letter, a party's name or ids.
 */
export const NewRecord = z.looseObject({ type: z.string().min(1) });

/** `POST /api/v1/records/{id}/steps` and `POST /api/v1/accords/{id}/steps`. */
export const NewStep = z.strictObject({
  verb: z.string().min(1).max(64),
  reason: z.string().max(4000).optional(),
  evidence: z.string().max(20_000).optional(),
  modified: z.string().optional().describe('the version meant; the current one if left out'),
});
export type NewStep = z.infer<typeof NewStep>;

export const StepMade = RecordView.extend({ step: z.object({ id: z.string(), c: z.string() }) });
export type StepMade = z.infer<typeof StepMade>;

export const recordsApi = {
  listRecords: {
    summary: 'Records of every type, newest first, a hundred a page',
    query: z.strictObject({
      accord: z.string().optional().describe('of this accord alone'),
      type: z.string().optional().describe('of this STIX type alone'),
      cursor,
    }),
    answers: { 200: RecordList },
  },
  readRecord: { summary: 'One record as this reader sees it', answers: { 200: RecordView } },
  createRecord: {
    summary: 'Write a record',
    description: 'It is durable, and queued for the partner if its accord lets it flow, before the answer leaves.',
    versioned: true,
    query: z.strictObject({
      list: z.uuid().optional().describe('a need-to-know list of yours: its members alone see the record at this node'),
      case: z.uuid().optional().describe('a case of yours: its team alone sees the record at this node'),
    }),
    body: NewRecord,
    answers: { 201: RecordView },
  },
  stepRecord: {
    summary: 'A step of this party on a record',
    versioned: true,
    body: NewStep,
    answers: { 201: StepMade },
  },
} satisfies Record<string, Shape>;
