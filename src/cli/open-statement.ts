import { readFile, stat } from 'node:fs/promises';
import { LARGEST_SOURCE } from '#contract/statements.ts';
import { Failure } from '#kernel/errors.ts';
import { LONGEST_STATEMENT } from '#modules/statements/read/longest.ts';
import { decodeText, markOf } from '#modules/statements/source/decode.ts';
import { judgeType } from '#modules/statements/source/judge-type.ts';
import { openReadingThread } from '#modules/statements/source/reading-thread.ts';

export type Opened = {
  readonly name: string;
  readonly text: string;
  /** The file is no UTF-8 text: its text was taken from it, and offsets are into that. */
  readonly isTaken: boolean;
};

type Input = AsyncIterable<Uint8Array | string>;

/** UTF-8 has up to three bytes for each UTF-16 unit: a text with more bytes than this cannot be a statement of allowed length. */
const MOST_TEXT_BYTES = LONGEST_STATEMENT * 3;

/** A statement's text from its file, or from the standard input. What is more than text is read apart, and not for ever. */
export async function openStatement(file: string, stdin?: Input): Promise<Opened> {
  const bytes = file === '-' ? await fromStdin(stdin) : await fromFile(file);
  const type = await judgeType(bytes, { name: file });
  if (type === 'text') {
    if (bytes.length > MOST_TEXT_BYTES) throw tooLarge(bytes.length);
    const { text, warnings } = decodeText(bytes, {});
    if (text.trim() === '') throw new Failure('bad-input', 'the text is empty');
    return { name: file, text, isTaken: warnings.length > 0 || markOf(bytes)?.startsWith('utf-16') === true };
  }
  const thread = openReadingThread();
  try {
    const { text } = await thread.run('textOf', bytes, { name: file });
    return { name: file, text, isTaken: true };
  } finally {
    await thread.close();
  }
}

async function fromFile(file: string): Promise<Uint8Array> {
  const facts = await stat(file).catch((cause: unknown) => {
    throw new Failure('not-found', `there is no file ${file}`, { cause });
  });
  if (facts.isDirectory()) throw new Failure('bad-input', `${file} is a folder; name one file`);
  if (!facts.isFile()) throw new Failure('bad-input', `${file} is not a regular file`);
  if (facts.size > LARGEST_SOURCE) throw tooLarge(facts.size);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Failure('bad-input', `${file} cannot be opened`, { cause });
  });
  return new Uint8Array(bytes);
}

async function fromStdin(stdin: Input | undefined): Promise<Uint8Array> {
  if (stdin === undefined) throw new Failure('bad-input', 'there is no standard input');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
    size += bytes.length;
    if (size > LARGEST_SOURCE) throw tooLarge(size);
    chunks.push(bytes);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const tooLarge = (bytes: number): Failure =>
  new Failure(
    'too-large',
    `a statement may have up to ${LONGEST_STATEMENT} characters, its file ${LARGEST_SOURCE} bytes; this has ${bytes} bytes or more`,
  );
