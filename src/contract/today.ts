import { z } from 'zod';
import { Localized } from '#contract/session.ts';
import type { Shape } from '#contract/shape.ts';

/** What kinds of work wait for somebody; each has its words on the page. */
export const TASK_KINDS = [
  'answer-commitment',
  'report-progress',
  'verify-delivery',
  'answer-dispute',
  'move-stalled',
  'settle-reannounced',
  'ratify-accord',
  'answer-proposal',
  'answer-minutes',
  'sign-minutes',
  'answer-invitation',
  'name-delegation',
  'answer-delegation',
  'write-report',
  'answer-report',
  'draft-review',
  'answer-review',
  'sign-review',
  'supply-evidence',
  'review-statements',
  'confirm-proposal',
  'lift-quarantine',
  'call-partner',
  'mend-mail',
] as const;

export const Task = z.object({
  kind: z.enum(TASK_KINDS),
  path: z.string(),
  record: z.string().nullable(),
  title: z
    .union([z.string(), Localized])
    .nullable()
    .describe('as the record has it, with the parts that the reader may see'),
  accord: z.string().nullable(),
  party: z.string().nullable(),
  count: z.number().int().describe('how many of them it stands for'),
});
export type Task = z.infer<typeof Task>;

export const DatedTask = z.object({
  record: z.string(),
  path: z.string(),
  title: z.union([z.string(), Localized]).nullable(),
  accord: z.string().nullable(),
  due: z.string().describe('as stated'),
  day: z.string().describe('the last day that it can mean'),
  whose: z.enum(['ours', 'theirs', 'both']),
});
export type DatedTask = z.infer<typeof DatedTask>;

export const Done = z.object({
  party: z.string(),
  accord: z.string().nullable(),
  type: z.string().describe('of the record, or of what was stepped on'),
  verb: z.string().nullable(),
  count: z.number().int(),
  last: z.string(),
  records: z
    .array(z.object({ id: z.string(), title: z.union([z.string(), Localized]).nullable() }))
    .describe('the newest of them, at most twenty'),
});
export type Done = z.infer<typeof Done>;

export const Today = z.object({
  since: z.string().describe('when the reader was here before'),
  tasks: z.array(Task),
  deadlines: z.array(DatedTask),
  partner: z.array(Done),
  isPartnerWhole: z.boolean().describe('false: there is more than was looked through'),
  unread: z.number().int(),
  trouble: z.number().int().describe('unread notices of deliveries that failed'),
});
export type Today = z.infer<typeof Today>;

export const todayApi = {
  readToday: {
    summary: 'What waits, what falls due, and what the partner did since the last visit',
    answers: { 200: Today },
  },
  visitToday: {
    summary: 'The reader is here: what is new is counted from the visit before',
    answers: { 204: z.null() },
  },
} satisfies Record<string, Shape>;
