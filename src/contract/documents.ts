import { z } from 'zod';
import { line, media, type Shape } from '#contract/shape.ts';
import { REVIEW_EDITIONS } from '#kernel/stix/values.ts';

/** What is made of a meeting. */
export const MEETING_DOCUMENTS = ['agenda', 'minutes', 'action-matrix', 'meeting-pack'] as const;
export type MeetingDocument = (typeof MEETING_DOCUMENTS)[number];
export const DOCUMENT_LANGUAGES = ['en', 'zh-Hans', 'ur'] as const;
export const DOCUMENT_FORMATS = ['pdf', 'docx'] as const;

const kind = z.enum(MEETING_DOCUMENTS);
const language = z.enum(DOCUMENT_LANGUAGES);
const format = z.enum(DOCUMENT_FORMATS);
const languages = z
  .enum(['all', 'one'])
  .optional()
  .describe('of minutes: every language version side by side, or that of the document; `all` if left out');

const DOCUMENT = media('*/*', 'PDF/A-2a, or Office Open XML');

const released = {
  audience: z.enum(['partner', 'public']).describe('what it shows is decided by the policy of release'),
  purpose: line(500),
  to: line(500).optional().describe('for whom it is'),
};

export const ReleasedDocument = z.strictObject({
  kind,
  language,
  format,
  languages,
  ...released,
});
const setAs = {
  language: language.optional().describe('the reader’s if left out'),
  format: format.optional().describe('`pdf` if left out'),
};
const drafted = z.strictObject({
  accord: z.string(),
  edition: z.enum(REVIEW_EDITIONS),
  from: z.iso.date(),
  until: z.iso.date(),
  ...setAs,
});

export const documentsApi = {
  readMeetingDocument: {
    summary: 'An agenda, minutes, action matrix or meeting pack, of what the reader sees',
    query: z.strictObject({
      kind: kind.optional().describe('`agenda` if left out'),
      language: language.optional().describe('the reader’s if left out'),
      format: format.optional().describe('`pdf` if left out'),
      languages,
    }),
    answers: { 200: DOCUMENT },
  },
  releaseMeetingDocument: {
    summary: 'The same for the partner or the public, as the policy of release cuts it',
    body: ReleasedDocument,
    answers: { 200: DOCUMENT },
  },
  draftReviewDocument: {
    summary: 'A review as it would be written, each sentence with its evidence or that there is none; nothing is kept',
    query: drafted,
    answers: { 200: DOCUMENT },
  },
  draftStatementDocument: {
    summary: 'A joint statement as the register would have it, each paragraph with what it stands on',
    query: drafted,
    answers: { 200: DOCUMENT },
  },
  readReviewDocument: {
    summary: 'A review with its evidence and signatures',
    query: z.strictObject(setAs),
    answers: { 200: DOCUMENT },
  },
  releaseReviewDocument: {
    summary: 'The same for the partner or the public, as the policy of release cuts it',
    body: z.strictObject({ language, format, ...released }),
    answers: { 200: DOCUMENT },
  },
} satisfies Record<string, Shape>;
