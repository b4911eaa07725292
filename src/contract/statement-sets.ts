import { z } from 'zod';
import { next } from '#contract/shape.ts';
import { DeskEntry, MOST_DECIDED_AT_ONCE, MOST_IN_SET, note, span, version } from '#contract/statement-desk.ts';
import { COMPARED_ATTRIBUTES, LINEAGE_RELATIONS } from '#contract/statements.ts';

/** Statements that belong together: two readouts of one meeting, or statements over time, oldest first. */
export const SET_KINDS = ['pair', 'line'] as const;
/** Lists of `ComparedStatements.pairs` and `StatementLineage.lineage`. */
export const FINDING_LISTS = ['matches', 'only_a', 'only_b', 'links', 'new', 'fulfilled', 'dropped'] as const;
export const FINDING_DECISIONS = ['accepted', 'edited', 'rejected', 'added'] as const;

const Place = z.strictObject({ statement: z.uuid(), ...span });
const finding = {
  list: z.enum(FINDING_LISTS),
  ends: z.array(Place).min(1).max(2).describe('a then b, from then to; one for the other lists'),
  differs: z.array(z.enum(COMPARED_ATTRIBUTES)).max(COMPARED_ATTRIBUTES.length).optional(),
  relation: z.enum(LINEAGE_RELATIONS).optional(),
};

/** `POST /api/v1/statement-desk/sets`; the same members of the same kind make no second one. */
export const NewDeskSet = z.strictObject({
  kind: z.enum(SET_KINDS),
  statements: z.array(z.uuid()).min(2).max(MOST_IN_SET),
});
/** `POST /api/v1/statement-desk/sets/{id}/decisions`. A finding is told by its list and its ends: deciding on it again replaces, `open` takes back. */
export const NewSetDecisions = z.strictObject({
  version,
  decisions: z
    .array(
      z.strictObject({
        ...finding,
        decision: z.enum(['open', ...FINDING_DECISIONS]),
        reason: note,
        proposed: z
          .strictObject({
            differs: finding.differs,
            relation: finding.relation,
            why: z.array(z.string().max(500)).max(50).optional(),
          })
          .optional()
          .describe('what the comparison said, where the officer says otherwise'),
      }),
    )
    .min(1)
    .max(MOST_DECIDED_AT_ONCE),
});
export type NewSetDecisions = z.infer<typeof NewSetDecisions>;
/** `POST /api/v1/statement-desk/sets/{id}/report`, with `records.write`: a record that both sides have, made by the node. */
export const NewDivergenceReport = z.strictObject({ version, meeting: z.string().max(100) });
export const DeskSet = z.object({
  id: z.string(),
  kind: z.enum(SET_KINDS),
  accord: z.string(),
  version: z.number().int(),
  statements: z.array(DeskEntry),
  findings: z.array(
    z.object({
      ...finding,
      decision: z.enum(FINDING_DECISIONS),
      reason: z.string().nullable(),
      reviewer: z.string(),
      at: z.string(),
    }),
  ),
  madeBy: z.string(),
  madeAt: z.string(),
});
export type DeskSet = z.infer<typeof DeskSet>;
/**
 * `GET /api/v1/statement-desk/sets/{id}/comparison`: how the members match by the node's own reading, over what stands in each or is still
 * open. Nothing is kept; a finding of it is decided on by its list and its ends.
 */
export const DeskComparison = z.object({
  version: z.number().int(),
  findings: z.array(z.object({ ...finding, why: z.array(z.string()) })),
});
export type DeskComparison = z.infer<typeof DeskComparison>;
/** `GET /api/v1/statement-desk/sets?accord=&statement=`; `GET …/sets/{id}` gives one; `POST …/sets/{id}/dissolve {version}` ends it. */
export const DeskSets = z.object({ sets: z.array(DeskSet), next });
export type DeskSets = z.infer<typeof DeskSets>;
