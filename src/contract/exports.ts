import { z } from 'zod';

/** `POST /api/v1/exports`: answers `application/jsonl`, a dossier. An access entry is committed before the answer. */
export const NewExport = z.strictObject({
  accord: z.string(),
  records: z.array(z.string()).max(10_000).optional().describe('ids; all that the reader may export if left out'),
  purpose: z.string().min(1).max(500),
  to: z.string().max(500).optional().describe('for whom it is'),
});
export type NewExport = z.infer<typeof NewExport>;
