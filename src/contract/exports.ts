import { z } from 'zod';
import { media, type Shape } from '#contract/shape.ts';

/** `POST /api/v1/exports`: answers `application/jsonl`, a dossier. An access entry is committed before the answer. */
export const NewExport = z
  .strictObject({
    accord: z.string(),
    records: z
      .array(z.string())
      .max(10_000)
      .optional()
      .describe(
        'ids; with each go the steps on it and what receipts, recalls and deletions say of them. All if left out',
      ),
    withhold: z
      .array(z.string().min(1).max(250))
      .max(100)
      .optional()
      .describe('properties of these records and steps that stay withheld, each with the part that it stands in'),
    purpose: z.string().min(1).max(500),
    to: z.string().max(500).optional().describe('for whom it is'),
  })
  .refine(({ records, withhold }) => records !== undefined || (withhold ?? []).length === 0, {
    path: ['withhold'],
    error: 'properties are withheld of chosen records: name them',
  });
export type NewExport = z.infer<typeof NewExport>;

export const exportsApi = {
  createExport: {
    summary: 'A dossier of an accord, which anyone can verify without this node',
    body: NewExport,
    answers: { 200: media('application/jsonl', 'the dossier (docs/protocol/dossier.md)') },
  },
} satisfies Record<string, Shape>;
