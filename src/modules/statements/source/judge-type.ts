import { fileTypeFromBuffer } from 'file-type';
import { Failure } from '#kernel/errors.ts';
import { head, markOf } from './decode.ts';
import type { Claim, SourceType } from './source.ts';

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, i) => bytes[i] === byte);
const ZIP = [0x50, 0x4b];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/** WHATWG MIME Sniffing section 7.1: with what a page begins, after blanks; a part of one begins with any of its elements. */
const IS_PAGE = /^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype html|html|head|body)[\s>]/iu;
const IS_PART =
  /^<(?:!--|(?:script|iframe|h[1-6]|div|font|table|a|style|title|b|br|p|meta|main|article|section|header|nav|form|center|span|[uo]l)[\s>])/iu;

/** By the content: names and declared types are whatever somebody wrote. A text may have marks of HTML in it, and says that it is one. */
export async function judgeType(bytes: Uint8Array, { name = '', type = '' }: Claim = {}): Promise<SourceType> {
  const mark = markOf(bytes);
  const beginning =
    mark === undefined ? head(bytes) : new TextDecoder(mark).decode(bytes.subarray(0, 4096)).replaceAll('\ufffd', '');
  if (beginning.slice(0, 1024).includes('%PDF-')) return 'pdf';
  if (startsWith(bytes, ZIP)) return 'docx';
  if (startsWith(bytes, COMPOUND))
    throw new Failure('unsupported-type', 'an older Word file, or one with a password; save it as .docx without one');
  if (beginning.startsWith('{\\rtf')) throw new Failure('unsupported-type', 'rich text; save it as .docx');
  const isText = /\.(?:txt|md)$/iu.test(name) || /^text\/(?:plain|markdown)/iu.test(type);
  if (IS_PAGE.test(beginning.trimStart()) || (!isText && IS_PART.test(beginning.trimStart()))) return 'html';
  // A byte order mark is all that it knows texts by.
  const found =
    mark === undefined ? await fileTypeFromBuffer(bytes.subarray(0, 65_536)).catch(() => undefined) : undefined;
  if (found !== undefined && found.mime !== 'application/xml')
    throw new Failure('unsupported-type', `a statement is read from text, HTML, DOCX or PDF, not from ${found.mime}`);
  return 'text';
}
