import { z } from 'zod';
import { SearchHit } from './search.ts';
import { cursor, next, type Shape } from './shape.ts';

export const RecordVersion = z.object({
  modified: z.string(),
  c: z.string().describe('commitment of this version, base64'),
  publisher: z.string(),
  record: z.record(z.string(), z.unknown()).describe('with the parts that the reader sees'),
  withheld: z.number().int(),
  expunged: z.string().nullable(),
});
export type RecordVersion = z.infer<typeof RecordVersion>;

/** The newest first. */
export const RecordVersions = z.object({ versions: z.array(RecordVersion), next });
export type RecordVersions = z.infer<typeof RecordVersions>;

export const RelatedRecord = SearchHit.pick({
  id: true,
  type: true,
  title: true,
  lang: true,
  markings: true,
  modified: true,
  expunged: true,
  verb: true,
}).extend({
  way: z.enum(['names', 'named-by']).describe('whether the record names it, or is named by it'),
  property: z.string().nullable().describe('by which the record names it; of a relationship, its sort'),
});
export type RelatedRecord = z.infer<typeof RelatedRecord>;

/** What the reader sees of it, and nothing else: what is hidden and what there is not are both left out. First what it names. */
export const RelatedRecords = z.object({ related: z.array(RelatedRecord), next });
export type RelatedRecords = z.infer<typeof RelatedRecords>;

export const recordPageApi = {
  listVersions: {
    summary: 'Versions of a record, as far as this reader sees them, the newest first',
    query: z.strictObject({ cursor }),
    answers: { 200: RecordVersions },
  },
  listRelated: {
    summary: 'Records that it names, and that name it',
    query: z.strictObject({ cursor }),
    answers: { 200: RelatedRecords },
  },
} satisfies Record<string, Shape>;
