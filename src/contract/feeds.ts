import { z } from 'zod';
import { cursor, natural, next, type Shape } from '#contract/shape.ts';

/** `GET /api/v1/feeds`: both directions of every accord and channel that the reader may see. */
export const FeedView = z.object({
  id: z.string(),
  origin: z.string(),
  direction: z.enum(['ours', 'theirs']),
  publisher: z.string(),
  recipient: z.string(),
  accord: z.string(),
  channel: z.string(),
  epoch: z.number().int(),
  size: z.number().int(),
  root: z.string(),
  signedAt: z.string().nullable().describe('when this node signed or verified the newest checkpoint'),
  checkpoint: z.string().describe('the signed note as it is'),
  cosigned: z.object({ size: z.number().int(), at: z.string() }).nullable(),
  fault: z.object({ name: z.string(), detail: z.string(), at: z.string() }).nullable(),
  waits: z.string().nullable().describe('why nothing of it is sent or taken now, though it bears no fault itself'),
  lastContact: z.string().nullable(),
});
export type FeedView = z.infer<typeof FeedView>;
export const FeedList = z.object({ feeds: z.array(FeedView), next });
export type FeedList = z.infer<typeof FeedList>;

/** `POST /api/v1/feeds/{id}/lift`: ends a quarantine; the next pull judges again. Kept with who decided, for oversight. */
export const LiftQuarantine = z.strictObject({ reason: z.string().trim().min(1).max(2000) });

/** `GET /api/v1/quarantines`: the newest decisions first. */
export const LiftedList = z.object({
  lifted: z.array(
    z.object({
      at: z.string(),
      person: z.string(),
      origin: z.string(),
      fault: z.string(),
      detail: z.string(),
      since: z.string(),
      reason: z.string(),
    }),
  ),
  next,
});
export type LiftedList = z.infer<typeof LiftedList>;

/** `GET /api/v1/feeds/{id}/entries?from=`: ascending. */
export const EntryView = z.object({
  index: z.number().int(),
  kind: z.string(),
  at: z.string(),
  seen: z.tuple([z.number().int(), z.number().int(), z.string()]),
  c: z.string().nullable(),
  record: z.object({ id: z.string(), type: z.string() }).nullable(),
  state: z.string().nullable().describe('delivery state, or what our receipt said of theirs'),
  entry: z.string().describe('the exact bytes that were hashed'),
});
export const EntryList = z.object({ entries: z.array(EntryView), next });
export type EntryView = z.infer<typeof EntryView>;
export type EntryList = z.infer<typeof EntryList>;

export const feedsApi = {
  listFeeds: {
    summary: 'Feeds of both directions, with their signed checkpoints',
    query: z.strictObject({ cursor }),
    answers: { 200: FeedList },
  },
  listEntries: {
    summary: 'Entries of a feed, ascending, 200 at a time',
    query: z.strictObject({ from: natural.optional().describe('the index to begin with'), cursor }),
    answers: { 200: EntryList },
  },
  liftQuarantine: {
    summary: 'End the quarantine of a feed; the next pull judges again',
    body: LiftQuarantine,
    answers: { 200: FeedView },
  },
  listQuarantines: {
    summary: 'Quarantines that were lifted, the newest first',
    query: z.strictObject({ cursor }),
    answers: { 200: LiftedList },
  },
} satisfies Record<string, Shape>;
