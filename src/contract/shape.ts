import { z } from 'zod';

/** Bytes of a media type: what no schema describes. */
export type Media = { readonly media: string; readonly description: string };
export const media = (type: string, description: string): Media => ({ media: type, description });

/** What one operation takes and gives: the node enforces it, the OpenAPI document is made of it, the client is typed by it. */
export type Shape = {
  readonly summary: string;
  readonly description?: string;
  /** A strict object of texts; a parameter that is not in it is refused. */
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType | Media;
  /** It is sent by POST because what is asked is long; it changes nothing, so it takes no `Idempotency-Key` as all else but GET does. */
  readonly asks?: true;
  /** Of a GET: its ETag begins with a version. Of a write: it is refused on another version than `If-Match` names, by `asked.onVersion`. */
  readonly versioned?: true;
  /** By status. */
  readonly answers: Readonly<Record<number, z.ZodType | Media>>;
};

export const isMedia = (given: z.ZodType | Media): given is Media => 'media' in given;

/** Of a list: what the page before gave as `next`. It fits the query that it came from, and no other. */
export const cursor = z.string().min(1).max(2000).optional().describe('`next` of the page before, as it came');
export const next = z.string().nullable().describe('the cursor of the next page; null: this is the last');

/** A number in a query. */
export const natural = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);

/** One line of text, of at least one character and at most so many, without control characters. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{C}*$/u);
