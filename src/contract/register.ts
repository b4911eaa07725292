import { z } from 'zod';

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
