import { z } from 'zod';
import { Cadence } from '#contract/meetings.ts';
import { RecordView } from '#contract/records.ts';
import { Figures } from '#contract/register.ts';
import { Localized } from '#contract/session.ts';
import { cursor, next, type Shape } from '#contract/shape.ts';
import { REVIEW_EDITIONS, REVIEW_SECTIONS, RIGHTS_FIGURES, SAYINGS } from '#kernel/stix/values.ts';

export { REVIEW_EDITIONS, REVIEW_SECTIONS, RIGHTS_FIGURES };

/** Exactly one version of one record. */
export const Cited = z.object({ ref: z.string(), modified: z.string(), c: z.string() });
export type Cited = z.infer<typeof Cited>;

export const ReviewSentence = z.object({
  section: z.enum(REVIEW_SECTIONS),
  says: z.enum(SAYINGS),
  about_ref: z.string().optional(),
  party: z.string().optional(),
  theme: z.string().optional().describe('of the accord'),
  texts: Localized,
  evidence: z.array(Cited).describe('empty: no evidence supplied'),
});
export type ReviewSentence = z.infer<typeof ReviewSentence>;

/** What would be written as a `review` record; nothing is kept of it. */
export const ReviewDraft = z.object({
  edition: z.enum(REVIEW_EDITIONS),
  from: z.string(),
  until: z.string(),
  title: Localized,
  sentences: z.array(ReviewSentence),
  object_marking_refs: z.array(z.string()).describe('of the edition: nothing in it is marked above'),
  isWhole: z.boolean().describe('false: there is more than was looked through'),
});
export type ReviewDraft = z.infer<typeof ReviewDraft>;

/** What became of a cited version: held by this hash, expunged lawfully, held by another hash, or not here (or not the reader’s to see). */
export const EVIDENCE_STATES = ['held', 'expunged', 'other-hash', 'not-here'] as const;

export const ReviewView = z.object({
  review: RecordView,
  evidence: z
    .array(
      Cited.extend({
        state: z.enum(EVIDENCE_STATES),
        feed: z.object({ origin: z.string(), index: z.number().int() }).nullable(),
      }),
    )
    .describe('each version that is cited, once'),
});
export type ReviewView = z.infer<typeof ReviewView>;

export const ReviewList = z.object({ reviews: z.array(RecordView), next });
export type ReviewList = z.infer<typeof ReviewList>;

export const RightsFigure = z.object({
  what: z.enum(RIGHTS_FIGURES),
  count: z.number().int().optional(),
  below: z.number().int().optional(),
});
export type RightsFigure = z.infer<typeof RightsFigure>;

/** What waits for whom, and since when: of the newest records of the accord that move by steps. */
export const CHASE_KINDS = ['overdue', 'answer', 'sign', 'verify', 'settle'] as const;
export const ChaseItem = z.object({
  kind: z.enum(CHASE_KINDS),
  record: z.string(),
  type: z.string(),
  title: z.union([z.string(), Localized]).nullable(),
  state: z.string(),
  parties: z.array(z.string()).describe('who has to act'),
  since: z.string().describe('the day'),
  due: z.string().nullable(),
});
export type ChaseItem = z.infer<typeof ChaseItem>;

/** How much one party asked, answered and delivered. */
export const Exchange = z.object({
  party: z.string(),
  proposed: z.number().int().describe('records that the other side has to answer'),
  answered: z.number().int().describe('answers to what the other side proposed'),
  reported: z.number().int(),
  delivered: z.number().int(),
  verified: z.number().int().describe('of what the other side delivered'),
  disputed: z.number().int(),
});
export type Exchange = z.infer<typeof Exchange>;

export const SeriesCadence = z.object({
  series: z.string(),
  body: z.string(),
  title: Localized,
  cadence: Cadence,
});
export type SeriesCadence = z.infer<typeof SeriesCadence>;

export const Dashboard = z.object({
  accord: z.string(),
  from: z.string().describe('from which day on acts are counted'),
  figures: Figures.nullable(),
  cadences: z.array(SeriesCadence),
  reciprocity: z.array(Exchange).describe('one for each party'),
  chase: z.array(ChaseItem).describe('the longest first'),
  isWhole: z.boolean().describe('false: there is more than was looked through'),
});
export type Dashboard = z.infer<typeof Dashboard>;

/** A statement as the register would have it; each paragraph says which commitments it stands on. */
export const StatementDraft = z.object({
  texts: Localized,
  paragraphs: z.array(z.object({ texts: Localized, evidence: z.array(Cited) })),
});
export type StatementDraft = z.infer<typeof StatementDraft>;

const day = z.iso.date();
const accord = z.string();
const edition = z.enum(REVIEW_EDITIONS);

export const reviewApi = {
  readDashboard: {
    summary: 'How a cooperation stands: figures, cadence, reciprocity, and what to chase',
    query: z.strictObject({ accord, from: day.optional().describe('a year ago if left out') }),
    answers: { 200: Dashboard },
  },
  draftReview: {
    summary:
      'A year in sentences that each stand on closed evidence, as a reader of the edition’s ceiling would see it',
    query: z.strictObject({ accord, edition, from: day, until: day }),
    answers: { 200: ReviewDraft },
  },
  exchangeReview: {
    summary: 'Write a review of what the node finds, for both to sign; no sentence is the caller’s to give',
    body: z.strictObject({
      accord,
      edition,
      from: day,
      until: day,
      sign_by: day.optional(),
      meeting_ref: z.string().optional(),
    }),
    answers: { 201: RecordView },
  },
  countRights: {
    summary:
      'Write down what this node counted of refusals, complaints and deletions; the figures are not the caller’s to give',
    body: z.strictObject({ accord, from: day, until: day }),
    answers: { 201: RecordView },
  },
  listReviews: {
    summary: 'Yearly reviews, newest first',
    query: z.strictObject({ accord, cursor }),
    answers: { 200: ReviewList },
  },
  readReview: { summary: 'A review, and what became of all that it cites', answers: { 200: ReviewView } },
  draftStatement: {
    summary: 'A joint statement as the register would have it',
    query: z.strictObject({ accord, edition, from: day, until: day }),
    answers: { 200: StatementDraft },
  },
} satisfies Record<string, Shape>;
