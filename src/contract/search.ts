import { z } from 'zod';
import { Localized } from './session.ts';
import { cursor, natural, next, type Shape } from './shape.ts';

/** How a record was found, best first: by its whole id or commitment, a part of its id, its title, its words. */
export const SEARCH_RANKS = ['exact', 'id', 'title', 'words'] as const;

export const SearchHit = z.object({
  id: z.string(),
  type: z.string(),
  rank: z.enum(SEARCH_RANKS),
  title: Localized.describe('by language tag; `und` where the record does not say its language; empty if it has none'),
  snippet: z
    .object({
      property: z.string(),
      text: z.string(),
      marks: z.array(z.tuple([z.number().int(), z.number().int()])).describe('offsets of what was asked for'),
    })
    .nullable()
    .describe('only of parts that the reader sees'),
  lang: z.string().nullable(),
  markings: z.array(z.string()).describe('`object_marking_refs`'),
  accord: z.string().nullable(),
  channel: z.string().nullable(),
  publisher: z.string(),
  place: z.enum(['internal', 'shared']),
  modified: z.string(),
  expunged: z.boolean(),
  exercise: z.boolean(),
  subject: z.string().nullable().describe('of a step: the record that it is on'),
  verb: z.string().nullable().describe('of a step: what was done'),
});
export type SearchHit = z.infer<typeof SearchHit>;

const Facet = z.array(z.object({ value: z.string(), count: z.number().int() }));

/** Facets and total count what the reader sees and nothing else, up to a limit: with `more`, there are more than were looked at. */
export const SearchResults = z.object({
  hits: z.array(SearchHit),
  total: z.number().int(),
  more: z.boolean(),
  facets: z.object({ type: Facet, accord: Facet }),
  next,
});
export type SearchResults = z.infer<typeof SearchResults>;

export const searchApi = {
  search: {
    summary: 'Records by id, commitment, title and words',
    description:
      'Records that have all words of `q` (the last one may be unfinished), or whose id or commitment begins like it: one for each, in the newest version that the reader sees.',
    query: z.strictObject({
      q: z.string().max(200).default(''),
      type: z.string().optional().describe('of this STIX type alone'),
      accord: z.string().optional().describe('of this accord alone'),
      limit: natural.pipe(z.number().min(1).max(50)).optional().describe('25 if left out'),
      facets: z
        .enum(['yes', 'no'])
        .optional()
        .describe('`no` while somebody types: fewer are looked at, and none are counted'),
      cursor,
    }),
    answers: { 200: SearchResults },
  },
} satisfies Record<string, Shape>;
