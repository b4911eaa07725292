import { Failure } from '#kernel/errors.ts';
import { decodeText } from './decode.ts';
import { judgeType } from './judge-type.ts';
import type { Claim, Source } from './source.ts';

/** The text of a file that an officer has of a statement. The same bytes give the same text. */
export async function textOf(bytes: Uint8Array, claim: Claim = {}): Promise<Source> {
  if (bytes.length === 0) throw new Failure('bad-input', 'the file is empty');
  const source = await read(bytes, claim);
  if (source.text.trim() === '') throw new Failure('bad-input', 'the file holds no text');
  return source;
}

const READERS: Readonly<Record<'text', (bytes: Uint8Array, claim: Claim) => Omit<Source, 'type'>>> = {
  text: decodeText,
};

async function read(bytes: Uint8Array, claim: Claim): Promise<Source> {
  const type = await judgeType(bytes);
  return { type, ...READERS[type](bytes, claim) };
}
