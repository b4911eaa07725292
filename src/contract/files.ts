import { z } from 'zod';

/** `POST /api/v1/files`: begins an upload. What the record is to say beside the bytes; the media type is judged by the content. */
export const NewUpload = z.strictObject({
  accord: z.string(),
  channel: z.string(),
  name: z.string().describe('of the file: one line, no path'),
  title: z.string().min(1).max(500).optional(),
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

/** `GET /api/v1/files/{upload}`: with the chunks that are there. */
export const UploadState = UploadView.extend({ chunks: z.array(UploadedChunk) });
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
