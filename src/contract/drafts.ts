import { z } from 'zod';
import { LONGEST_DRAFT } from './longest-draft.ts';
import type { Shape } from './shape.ts';

const Draft = z.object({
  form: z.string().describe('as the pages name it'),
  text: z.string().describe('as it was given'),
  at: z.string(),
});

export const OwnDrafts = z.object({
  key: z.string().describe('base64 of 32 bytes: seals what a browser keeps of drafts; it ends with the account'),
  drafts: z.array(Draft),
});
export type OwnDrafts = z.infer<typeof OwnDrafts>;

export const KeptDraft = z.strictObject({
  form: z.string().min(1).max(200),
  record: z
    .string()
    .max(200)
    .optional()
    .describe('id of the record that it is about: it is seen as long as that is, and goes with it'),
  text: z.string().min(1).max(LONGEST_DRAFT),
});
export const DroppedDraft = z.strictObject({ form: z.string().min(1).max(200) });

export const draftsApi = {
  readDrafts: {
    summary: 'One’s own drafts: what one typed and has not sent',
    answers: { 200: OwnDrafts },
  },
  keepDraft: {
    summary: 'Keep a draft, in place of the one before',
    description: 'For 30 days after it was last kept. It is for its author alone and leaves the node by no door.',
    body: KeptDraft,
    answers: { 200: z.object({ at: z.string() }) },
  },
  dropDraft: {
    summary: 'Forget a draft, since it was sent or thrown away',
    body: DroppedDraft,
    answers: { 204: z.null() },
  },
} satisfies Record<string, Shape>;
