import { z } from 'zod';
import { RegisterFilter } from '#contract/register.ts';
import { media, type Shape } from '#contract/shape.ts';

/** In this order in a file that is taken out; one that is put in has some of them, in any order. */
export const IMPORTED_COLUMNS = [
  'title',
  'kind',
  'theme',
  'status',
  'responsible',
  'due',
  'recurrence',
  'lead_a',
  'lead_b',
] as const;
export type ImportedColumn = (typeof IMPORTED_COLUMNS)[number];
/** What the node says of a commitment, and no file changes. */
export const TOLD_COLUMNS = ['state', 'rating', 'percent', 'marks', 'marking', 'author'] as const;
export const REGISTER_COLUMNS = ['id', 'modified', ...IMPORTED_COLUMNS, ...TOLD_COLUMNS] as const;
export type RegisterColumn = (typeof REGISTER_COLUMNS)[number];

export const MOST_ROWS = 10_000;
export const MOST_BYTES = 5 * 1024 * 1024;

export const ROW_PROBLEMS = [
  'needed',
  'unknown-value',
  'not-there',
  'not-yours',
  'revised-since',
  'twice',
  'too-many-cells',
  'refused',
] as const;
const RowProblem = z.object({
  column: z.string().nullable(),
  why: z.enum(ROW_PROBLEMS),
  said: z.string().nullable().describe('more of it, in English'),
});
export type RowProblem = z.infer<typeof RowProblem>;

export const ImportRow = z.object({
  line: z.number().int().describe('in the file, where the row begins'),
  what: z.enum(['new', 'changed', 'wrong']),
  title: z.string().nullable(),
  changes: z.array(z.object({ column: z.string(), from: z.string(), to: z.string() })),
  problems: z.array(RowProblem),
  record: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe('what `createRecord` is to be given; null where the row is wrong'),
  c: z.string().nullable().describe('of the version that it changes: for `If-Match`'),
  key: z.string().describe('`Idempotency-Key` of the write: the same for the same row'),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportPreview = z.object({
  counts: z.object({
    new: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    wrong: z.number().int(),
  }),
  passedOver: z.array(z.string()).describe('columns that no file changes'),
  rows: z.array(ImportRow).describe('all but the unchanged'),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

const lang = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .optional()
  .describe('in which offices are named; English if left out');

export const registerImportApi = {
  exportRegister: {
    summary: 'The register as CSV, narrowed like the list: the columns are those that an import takes',
    description:
      'UTF-8 with a byte order mark, lines ended by CR LF, at most 10,000 rows. A cell that a spreadsheet would take for a formula begins with an apostrophe.',
    query: RegisterFilter.extend({ lang }),
    answers: { 200: media('text/csv', 'RFC 4180; `id` to `author`, in this order') },
  },
  previewImport: {
    summary: 'What a CSV file would change in the register; nothing is written',
    description:
      'Each row that is new or changed comes with the record that `createRecord` is to be given, its `If-Match` and its `Idempotency-Key`, so that an import that broke off can be done again without doubles.',
    asks: true,
    query: z.strictObject({ accord: z.string(), lang }),
    body: media('*/*', 'CSV in UTF-8, at most 5 MiB and 10,000 rows'),
    answers: { 200: ImportPreview },
  },
} satisfies Record<string, Shape>;
