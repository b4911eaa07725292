import { z } from 'zod';
import { cursor, next, type Shape } from './shape.ts';

const text = z.string().trim().min(1).max(4000);
const revision = z.number().int().min(1).describe('the revision that was read; another one since then is a conflict');

export const CommentView = z.object({
  id: z.string(),
  person: z.string(),
  name: z.string(),
  unit: z.string(),
  text: z.string().nullable().describe('null: withdrawn'),
  mentions: z.array(z.object({ id: z.string(), name: z.string() })),
  revision: z.number().int(),
  at: z.string(),
  edited: z.string().nullable(),
  withdrawn: z.string().nullable(),
  version: z.string().describe('`modified` of the version that its writer saw'),
  isOwn: z.boolean(),
  earlier: z.array(z.object({ text: z.string(), until: z.string() })),
});
export type CommentView = z.infer<typeof CommentView>;

export const CommentList = z.object({
  comments: z.array(CommentView),
  next: next.describe('the cursor of older ones; null: these are the first that were written'),
});
export type CommentList = z.infer<typeof CommentList>;

export const NewComment = z.strictObject({
  text,
  mentions: z.array(z.string().max(200)).max(20).optional().describe('persons, as `colleagues` lists them'),
});
export const EditedComment = z.strictObject({ text, revision });
export const WithdrawnComment = z.strictObject({ revision });

export const Colleagues = z.object({
  people: z.array(z.object({ id: z.string(), name: z.string(), unit: z.string() })),
});
export type Colleagues = z.infer<typeof Colleagues>;

export const commentsApi = {
  listComments: {
    summary: 'What colleagues said about a record, the newest page first and each in its order',
    query: z.strictObject({ cursor }),
    description: 'Comments are the node’s own: they leave it by no door, and go with the content that they are about.',
    answers: { 200: CommentList },
  },
  writeComment: {
    summary: 'Say something about a record to colleagues',
    body: NewComment,
    answers: { 201: CommentView },
  },
  editComment: {
    summary: 'Change one’s own comment; what it said before stays in its history',
    versioned: true,
    body: EditedComment,
    answers: { 200: CommentView },
  },
  withdrawComment: {
    summary: 'Take one’s own comment back: its text and history are deleted',
    versioned: true,
    body: WithdrawnComment,
    answers: { 200: CommentView },
  },
  listColleagues: {
    summary: 'Colleagues who see this record',
    query: z.strictObject({ q: z.string().max(100).optional().describe('how the name begins') }),
    answers: { 200: Colleagues },
  },
} satisfies Record<string, Shape>;
