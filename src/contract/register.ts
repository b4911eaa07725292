import { z } from 'zod';
import { RecordView } from '#contract/records.ts';
import { Localized } from '#contract/session.ts';
import { cursor, next, type Shape } from '#contract/shape.ts';

/** What the register finds by itself, each by a written rule (src/modules/commitments/README.md). */
export const MARKS = ['late', 'due-soon', 'disputed', 'silent', 'stalled', 'reannounced'] as const;
export const MARK_REASONS = [
  'past-due',
  'falls-due',
  'by-step',
  'ratings-differ',
  'nothing-from-side',
  'nothing-from-either',
  'reaffirms-open',
  'same-words',
] as const;
export const Mark = z.object({
  mark: z.enum(MARKS),
  because: z.enum(MARK_REASONS),
  since: z.string().nullable().describe('the day from which it holds; of what falls due, the day'),
  party: z.string().nullable(),
  record: z.string().nullable().describe('of what was announced again: the earlier commitment'),
});
export type Mark = z.infer<typeof Mark>;

const rating = z.string().nullable();
export const SideStanding = z.object({
  rating,
  percent: z.number().int().nullable(),
  asOf: z.string().nullable(),
  last: z.string().nullable().describe('when this side last told something of it'),
  lead: Localized.nullable().describe('the office that leads on this side, where it named one itself'),
});
export type SideStanding = z.infer<typeof SideStanding>;

/** How a commitment stands: its state, both ratings, and what is derived from them and from the time. */
export const Standing = z.object({
  view: z.enum(['unrated', 'one-sided', 'same', 'differs']),
  rating: rating.describe('joint; null where the sides differ'),
  percent: z.number().int().nullable(),
  bySide: z.record(z.string(), SideStanding),
  marks: z.array(Mark),
});
export type Standing = z.infer<typeof Standing>;

export const Counted = z.object({
  total: z.number().int(),
  open: z.number().int(),
  kept: z.number().int().describe('delivered or verified'),
  late: z.number().int().describe('open, and its last day is past'),
  disputed: z.number().int().describe('by a step, or the ratings of both sides differ'),
  silent: z.number().int().describe('open, and a side that owes it has told nothing for 90 days'),
  stalled: z.number().int().describe('open, and neither side has told anything for 90 days'),
  reannounced: z.number().int().describe('says again what an earlier one said that was not kept'),
});
export type Counted = z.infer<typeof Counted>;

/** One commitment may stand in several columns; what the reader sees in part only is in none, and counted as such. */
export const Figures = z.object({
  all: Counted,
  byTheme: z.array(Counted.extend({ theme: z.string().nullable() })),
  byParty: z.array(Counted.extend({ party: z.string() })).describe('of those that this party owes'),
  partly: z.number().int(),
});
export type Figures = z.infer<typeof Figures>;

/** Of what the list is narrowed to. */
export const FilteredFigures = Figures.extend({
  listed: z.number().int().describe('as many as the list has: exercises too, and what the reader sees in part'),
  leads: z.array(z.object({ party: z.string(), office: Localized, count: z.number().int() })),
});
export type FilteredFigures = z.infer<typeof FilteredFigures>;

/** What the list may be narrowed to beside a state. */
export const LOOKS = ['open', 'kept', 'undelivered', ...MARKS] as const;

/** The office that answers for a commitment on one side. */
export const Lead = z.object({ party: z.string(), office: Localized });
export type Lead = z.infer<typeof Lead>;

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text), 'no such day');
/** What the register is narrowed to: the same for the list, for what is counted and for what is taken out. */
export const RegisterFilter = z.strictObject({
  accord: z.string(),
  theme: z.string().max(64).optional().describe('its key; `none`: of no theme of the accord'),
  state: z.string().max(64).optional(),
  mark: z.enum(LOOKS).optional(),
  who: z.enum(['ours', 'theirs', 'both']).optional().describe('who owes it'),
  lead: z.string().max(500).optional().describe('words of the office that leads on either side'),
  unled: z
    .enum(['ours', 'theirs'])
    .optional()
    .describe('no office leads on this side, by its own word or the commitment’s'),
  rating: z.string().max(64).optional().describe('joint; `none`: rated by nobody, `differs`: by both and not alike'),
  from: day.optional().describe('due on this day or later, by the last day that the date can mean'),
  until: day.optional().describe('due on this day or earlier'),
  words: z.string().max(200).optional().describe('all of them in its title, quotation or theme'),
});
export type RegisterFilter = z.infer<typeof RegisterFilter>;

export const RegisterRow = z.object({ commitment: RecordView, standing: Standing });
export type RegisterRow = z.infer<typeof RegisterRow>;
export const RegisterList = z.object({ commitments: z.array(RegisterRow), next });
export type RegisterList = z.infer<typeof RegisterList>;

/** Another commitment, as far as the reader sees it. */
export const Relative = z.object({
  id: z.string(),
  title: z.string().nullable(),
  state: z.string(),
  due: z.string().nullable(),
  announced: z.string().nullable().describe('as far as its date is known'),
  publisher: z.string(),
  continues: z.string().nullable(),
  as: z.string().nullable().describe('reaffirmed, expanded or superseded; null: new'),
});
export type Relative = z.infer<typeof Relative>;

export const CommitmentView = RegisterRow.extend({
  progress: z.array(RecordView).describe('of both sides, the newest two hundred'),
  needs: z.array(Relative).describe('what it depends on'),
  neededBy: z.array(Relative),
  cycle: z.array(z.string()).nullable().describe('ids on a way from it back to itself: both sides wrote a part of it'),
  lineage: z.array(Relative).describe('all that it continues and that continues it, and itself; oldest first'),
});
export type CommitmentView = z.infer<typeof CommitmentView>;

export const registerApi = {
  listRegister: {
    summary: 'The register of commitments, filtered by how they stand',
    query: RegisterFilter.extend({
      sort: z.enum(['due', 'newest']).optional().describe('newest if left out'),
      cursor,
    }),
    answers: { 200: RegisterList },
  },
  readFigures: {
    summary: 'How commitments stand, by theme and by party: kept, late, disputed, silent',
    query: RegisterFilter,
    answers: { 200: FilteredFigures },
  },
  readCommitment: {
    summary: 'A commitment with the progress of both sides, what it depends on, and its lineage',
    answers: { 200: CommitmentView },
  },
} satisfies Record<string, Shape>;
