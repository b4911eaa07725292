import { z } from 'zod';
import { RecordView } from '#contract/records.ts';
import { media, type Shape } from '#contract/shape.ts';

/** `POST /api/v1/files`: begins an upload. What the record is to say beside the bytes; the media type is judged by the content. */
export const NewUpload = z.strictObject({
  accord: z.string(),
  channel: z.string(),
  name: z.string().describe('of the file: one line, no path'),
  title: z.string().min(1).max(500).optional(),
  lang: z.string().max(35).optional().describe('of what the file says, as BCP 47 has it'),
  size: z.number().int().min(0).optional().describe('bytes, if known before; each chunk is then measured as it comes'),
  object_marking_refs: z.array(z.string()).optional(),
  granular_markings: z.array(z.record(z.string(), z.unknown())).optional(),
});
export type NewUpload = z.infer<typeof NewUpload>;

/** The hash of a chunk as the node holds it (docs/protocol/file.md), base64: a program that resumes compares it with its own. */
export const UploadedChunk = z.object({ n: z.number().int(), hash: z.string() });
export type UploadedChunk = z.infer<typeof UploadedChunk>;

/** An upload of the caller's that is not finished. */
export const UploadView = z.object({
  upload: z.string(),
  accord: z.string(),
  channel: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  size: z.number().int().nullable(),
  salt: z.string(),
  chunkBytes: z.number().int(),
});
export type UploadView = z.infer<typeof UploadView>;

/** `GET /api/v1/files`, the last touched first. */
export const UploadList = z.object({ uploads: z.array(UploadView) });
export type UploadList = z.infer<typeof UploadList>;

/** `GET /api/v1/files/{upload}`: with the chunks that are there. Once it is a record, that says what it is. */
export const UploadState = UploadView.partial({ accord: true, channel: true, name: true }).extend({
  chunks: z.array(UploadedChunk),
});
export type UploadState = z.infer<typeof UploadState>;

/** `POST /api/v1/files/{upload}/record`: all chunks are there; `root` is compared with the node's, if given. */
export const FinishedUpload = z.strictObject({
  size: z.number().int().min(0),
  root: z
    .string()
    .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/)
    .optional(),
});
export type FinishedUpload = z.infer<typeof FinishedUpload>;

const BYTES = 'application/octet-stream';

export const filesApi = {
  listUploads: { summary: 'Uploads of the caller that are not finished', answers: { 200: UploadList } },
  beginUpload: { summary: 'Begin an upload', body: NewUpload, answers: { 201: UploadState } },
  readUpload: { summary: 'An upload, with the chunks that are here', answers: { 200: UploadState } },
  putChunk: {
    summary: 'One chunk, in any order and as often as it takes',
    body: media(BYTES, 'a chunk of 1 MiB; the last one is what is left'),
    answers: { 200: UploadedChunk },
  },
  finishUpload: { summary: 'All chunks are here: make the record', body: FinishedUpload, answers: { 201: RecordView } },
  downloadFile: {
    summary: 'The file of a record, whole or a range of it',
    query: z.strictObject({
      modified: z.string().optional().describe('of this version; of the newest if left out'),
    }),
    answers: {
      200: media('*/*', 'the bytes, as an attachment; `content-type` is what they were judged to be'),
      206: media('*/*', 'the range that was asked for'),
    },
  },
  readFileHashes: {
    summary: 'The hashes of a file’s chunks (docs/protocol/file.md)',
    query: z.strictObject({ modified: z.string().optional() }),
    answers: { 200: media(BYTES, '32 bytes for each chunk') },
  },
} satisfies Record<string, Shape>;
