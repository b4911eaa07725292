import { Failure } from '#kernel/errors.ts';
import { LONGEST_STATEMENT } from '../read/longest.ts';
import { decodeHtml, decodeText } from './decode.ts';
import { judgeType } from './judge-type.ts';
import type { Claim, Source, SourceType } from './source.ts';

type Read = Omit<Source, 'type'>;

/** Each is loaded when the first of its kind comes. */
const READERS: Readonly<Record<SourceType, (bytes: Uint8Array, claim: Claim) => Read | Promise<Read>>> = {
  text: decodeText,
  html: async (bytes, claim) => {
    const { readHtml } = await import('./html/read-html.ts');
    const { text, warnings } = decodeHtml(bytes, claim);
    const read = readHtml(text);
    return { ...read, warnings: [...warnings, ...read.warnings] };
  },
  docx: async (bytes) => (await import('./docx/read-docx.ts')).readDocx(bytes),
  pdf: async (bytes) => (await import('./pdf/read-pdf.ts')).readPdf(bytes),
};

/** The text of a file that an officer has of a statement. The same bytes give the same text. */
export async function textOf(bytes: Uint8Array, claim: Claim = {}): Promise<Source> {
  if (bytes.length === 0) throw new Failure('bad-input', 'the file is empty');
  const type = await judgeType(bytes, claim);
  const source = await READERS[type](bytes, claim);
  if (source.text.trim() === '') throw new Failure('bad-input', 'the file holds no text');
  if (source.text.length > LONGEST_STATEMENT)
    throw new Failure(
      'too-large',
      `a statement may have up to ${LONGEST_STATEMENT} characters; this file has ${source.text.length}`,
    );
  return { type, ...source };
}
