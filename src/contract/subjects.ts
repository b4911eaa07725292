import { z } from 'zod';
import { cursor, next, type Shape } from '#contract/shape.ts';

const KINDS = ['access', 'correction', 'deletion', 'complaint'] as const;
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

/** What was told to the other side of an accord about records of it, and what it answered. */
export const CorrectionNoticeView = z.object({
  id: z.string(),
  accord: z.string(),
  from: z.string().describe('the party that tells'),
  to: z.string(),
  kind: z.enum(['correction', 'deletion']),
  records: z.array(z.string()),
  due: z.string().nullable(),
  note: z.string().nullable(),
  at: z.string(),
  state: z.string().describe('noticed, declined, carried-out; expunged'),
  delivery: z.string().nullable().describe('of ours; null: it is theirs'),
  answer: z.object({ at: z.string(), unit: z.string(), reason: z.string().nullable() }).nullable(),
});
export type CorrectionNoticeView = z.infer<typeof CorrectionNoticeView>;
export const CorrectionNoticeList = z.object({ notices: z.array(CorrectionNoticeView), next });
export type CorrectionNoticeList = z.infer<typeof CorrectionNoticeList>;

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
  extension: z.object({ at: z.string(), reason: z.string().nullable() }).nullable(),
  latestDue: z.string().nullable().describe('until when it may be extended; null: it may not'),
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
  notices: z.array(CorrectionNoticeView).describe('told to who else holds its records'),
});
export type SubjectRequestView = z.infer<typeof SubjectRequestView>;

export const SubjectRequestList = z.object({ requests: z.array(SubjectRequestView), next });
export type SubjectRequestList = z.infer<typeof SubjectRequestList>;

export const subjectsApi = {
  listSubjectRequests: {
    summary:
      'Requests by persons concerned, those not decided first by what is due, the others newest first, with what became of them at each recipient',
    query: z.strictObject({ cursor, overdue: z.enum(['yes']).optional() }),
    answers: { 200: SubjectRequestList },
  },
  registerSubjectRequest: {
    summary: 'Register a request for access, correction or deletion, or a complaint',
    body: NewSubjectRequest,
    answers: { 201: SubjectRequestView },
  },
  readSubjectRequest: { summary: 'One request, with what was told to whom', answers: { 200: SubjectRequestView } },
  extendSubjectRequest: {
    summary: 'Give a request more time, once, with a reason that the applicant is told',
    body: z.strictObject({ until: z.iso.datetime(), reason: z.string().trim().min(1).max(2000) }),
    answers: { 200: SubjectRequestView },
  },
  listCorrectionNotices: {
    summary: 'Notices of corrections and deletions between the parties, newest first',
    query: z.strictObject({ cursor }),
    answers: { 200: CorrectionNoticeList },
  },
  decideSubjectRequest: {
    summary: 'Move a request on, or decide it',
    description:
      'A refusal, in part too, has a reason. `records` are those that were corrected or deleted for it; granted, who else holds them is told by a notice of each accord and channel.',
    body: z.strictObject({
      state: z.enum(STATES),
      reason: z.string().trim().min(1).max(2000).optional(),
      records: recordIds.optional(),
      note: z.string().trim().min(1).max(2000).optional().describe('for who else holds them: no name, no contact'),
    }),
    answers: { 200: SubjectRequestView },
  },
} satisfies Record<string, Shape>;
