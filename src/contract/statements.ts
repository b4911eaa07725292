import { z } from 'zod';
import { media, type Shape } from '#contract/shape.ts';
import { COMMITMENT_KINDS, STATED } from '#kernel/stix/values.ts';

/** What a reader proposes, in the schema of labelled statements; spans are UTF-16 offsets into the text as given. */
const span = { start: z.number().int(), end: z.number().int() };
const why = z.array(z.string()).optional();

export { COMMITMENT_KINDS, STATED };

export const ProposedCommitment = z.object({
  ...span,
  kind: z.enum(COMMITMENT_KINDS),
  responsible: z.string().describe('a side’s letter, several (`A+B`), or `both`'),
  recurrence: z.string().optional(),
  due: z.string().optional(),
  status: z.enum(STATED),
  why,
});
export const Proposals = z.object({
  lang: z.string().describe('BCP 47; `und` where it could not be told'),
  unread: z.string().optional().describe('there is no reader for this language: what it was told by'),
  sha256: z.string().describe('of the text’s UTF-8 bytes, hex'),
  parties: z.record(z.string(), z.array(z.string())),
  meetings: z.array(
    z.object({
      ...span,
      date: z.string().optional(),
      place: z.string().optional(),
      format: z.string().optional(),
      why,
    }),
  ),
  participants: z.array(
    z.object({ ...span, name: z.string(), title: z.string().optional(), side: z.string().optional(), why }),
  ),
  commitments: z.array(ProposedCommitment),
  events: z.array(
    z.object({ ...span, name: z.string(), date: z.string().optional(), place: z.string().optional(), why }),
  ),
  incidents: z.array(z.object({ ...span, name: z.string(), date: z.string().optional(), why })),
});
export type Proposals = z.infer<typeof Proposals>;
export type ProposedCommitment = z.infer<typeof ProposedCommitment>;

/** `POST /api/v1/statements`. Reading keeps nothing: what an officer adopts becomes records. */
export const NewStatement = z.strictObject({
  text: z.string().min(1).max(200_000),
  title: z.string().max(500).optional(),
  lang: z.string().max(35).optional(),
});

export const LARGEST_SOURCE = 20 * 1024 * 1024;
export const SOURCE_TYPES = ['text', 'html', 'docx', 'pdf'] as const;

/** What whoever reviews should know of how the text was taken from the file. */
export const SOURCE_WARNINGS = [
  'encoding-guessed', // detail: the encoding
  'characters-replaced', // detail: how many
  'whole-page', // no main part was found in the page, so all of it is here
  'deletions-left-out', // detail: how many
  'pages-without-text', // detail: their numbers
  'unreadable-letters', // a font does not say which letters it shows; detail: how many
  'damaged', // what could be read of it is here
] as const;

/**
 * `POST /api/v1/statements/text?name=`: the file's bytes, of whatever type, up to `LARGEST_SOURCE`. The type is judged by the
 * content; `content-type` is asked for a charset alone. Nothing is kept.
 */
export const SourceText = z.object({
  text: z.string().describe('what offsets are into'),
  type: z.enum(SOURCE_TYPES),
  title: z.string().nullable(),
  warnings: z.array(z.object({ code: z.enum(SOURCE_WARNINGS), detail: z.string().optional() })),
  sha256: z.string().describe('of the text’s UTF-8 bytes, hex'),
});
export type SourceText = z.infer<typeof SourceText>;
export type SourceWarning = SourceText['warnings'][number];

/** What two accounts of one undertaking, or two statements over time, can disagree in. */
export const COMPARED_ATTRIBUTES = ['kind', 'responsible', 'due', 'recurrence', 'status'] as const;
export const LINEAGE_RELATIONS = ['reaffirmed', 'expanded', 'superseded'] as const;

const reasons = z.array(z.string());
const Span = z.object(span);

/** One end of a match. `weak`: words that alone would be no undertaking ("exchanged views on …"), so it is not among the proposals. */
const ToldUndertaking = ProposedCommitment.extend({ weak: z.boolean().optional() });

/** `POST /api/v1/statements/compare`: two readouts of one meeting, in the same language or in two. Nothing is kept. */
export const StatementsToCompare = z.strictObject({ a: NewStatement, b: NewStatement });
export const ComparedStatements = z.object({
  a: Proposals,
  b: Proposals,
  sides: z.record(z.string(), z.string()).describe('letter of a side in `a` to its letter in `b`'),
  pairs: z.object({
    matches: z.array(
      z.object({
        a: ToldUndertaking,
        b: ToldUndertaking,
        differs: z
          .array(z.enum(COMPARED_ATTRIBUTES))
          .describe('sides compared as one and the same, whatever their letters'),
        why: reasons,
      }),
    ),
    only_a: z.array(Span),
    only_b: z.array(Span),
  }),
});
export type ComparedStatements = z.infer<typeof ComparedStatements>;

export const MOST_STATEMENTS_IN_LINE = 20;
/** Characters of all of them together. */
export const MOST_IN_LINE_TEXT = 400_000;

/** `POST /api/v1/statements/lineage`: statements over time, oldest first, each under a name of its own. Nothing is kept. */
export const StatementsInLine = z.strictObject({
  statements: z
    .array(z.strictObject({ ...NewStatement.shape, name: z.string().min(1).max(200) }))
    .min(2)
    .max(MOST_STATEMENTS_IN_LINE),
});
const Place = z.object({ file: z.string().describe('the name of the statement'), ...span });
export const StatementLineage = z.object({
  statements: z.array(z.object({ name: z.string(), proposals: Proposals })),
  lineage: z.object({
    files: z.array(z.string()),
    links: z.array(z.object({ from: Place, to: Place, relation: z.enum(LINEAGE_RELATIONS), why: reasons })),
    new: z.array(Place),
    fulfilled: z.array(
      Place.extend({ by: Place.optional().describe('the words that report it as done'), why: reasons }),
    ),
    dropped: z.array(Place),
  }),
});
export type StatementLineage = z.infer<typeof StatementLineage>;

export const statementsApi = {
  readStatement: {
    summary: 'What the node’s reader proposes of a text; nothing is kept',
    asks: true,
    body: NewStatement,
    answers: { 200: Proposals },
  },
  readSource: {
    summary: 'The text of a file; nothing is kept',
    asks: true,
    query: z.strictObject({ name: z.string().max(500, 'has more than 500 characters').optional() }),
    body: media('*/*', 'the file: text, HTML, DOCX or PDF, judged by its content'),
    answers: { 200: SourceText },
  },
  compareStatements: {
    summary: 'Two accounts of one meeting side by side; nothing is kept',
    asks: true,
    body: StatementsToCompare,
    answers: { 200: ComparedStatements },
  },
  followStatements: {
    summary: 'Undertakings through statements over time; nothing is kept',
    asks: true,
    body: StatementsInLine,
    answers: { 200: StatementLineage },
  },
} satisfies Record<string, Shape>;
