import { z } from 'zod';
import { cursor, next, type Shape } from '#contract/shape.ts';

const KINDS = ['access', 'correction', 'deletion'] as const;
const STATES = ['received', 'examined', 'granted', 'partly-granted', 'refused', 'withdrawn'] as const;
const recordIds = z.array(z.string().min(1).max(200)).max(100);

/** Closed: nothing else of the applicant is kept. */
export const NewSubjectRequest = z.strictObject({
  kind: z.enum(KINDS),
  applicant: z.string().trim().min(1).max(200).describe('a name, as far as it is needed to answer'),
  contact: z.string().trim().min(1).max(300).describe('where the answer goes'),
  receivedAt: z.iso.datetime(),
  records: recordIds.optional(),
});

export const SubjectRequestView = z.object({
  id: z.string(),
  number: z.number().int(),
  kind: z.enum(KINDS),
  state: z.enum(STATES),
  receivedAt: z.string(),
  dueAt: z.string(),
  isOverdue: z.boolean(),
  applicant: z.string().nullable().describe('null: erased after its retention, or not for the reader'),
  contact: z.string().nullable(),
  decidedAt: z.string().nullable(),
  reason: z.string().nullable(),
  records: z.array(
    z.object({
      id: z.string(),
      version: z.string().nullable().describe('the newest here; null: not seen by the reader'),
      recipients: z.array(
        z.object({ partner: z.string(), state: z.string(), isConfirmed: z.boolean(), at: z.string().nullable() }),
      ),
    }),
  ),
});
export type SubjectRequestView = z.infer<typeof SubjectRequestView>;

export const SubjectRequestList = z.object({ requests: z.array(SubjectRequestView), next });
export type SubjectRequestList = z.infer<typeof SubjectRequestList>;

export const subjectsApi = {
  listSubjectRequests: {
    summary: 'Requests by persons concerned, newest first, with what became of them at each recipient',
    query: z.strictObject({ cursor, overdue: z.enum(['yes']).optional() }),
    answers: { 200: SubjectRequestList },
  },
  registerSubjectRequest: {
    summary: 'Register a request for access, correction or deletion',
    body: NewSubjectRequest,
    answers: { 201: SubjectRequestView },
  },
  decideSubjectRequest: {
    summary: 'Move a request on, or decide it',
    description: 'A refusal, in part too, has a reason. `records` are those that were corrected or deleted for it.',
    body: z.strictObject({
      state: z.enum(STATES),
      reason: z.string().trim().min(1).max(2000).optional(),
      records: recordIds.optional(),
    }),
    answers: { 200: SubjectRequestView },
  },
} satisfies Record<string, Shape>;
