import { z } from 'zod';
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
  lang: z.string(),
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
