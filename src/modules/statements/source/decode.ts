import { Failure } from '#kernel/errors.ts';
import type { Claim, Source } from './source.ts';

type Decoded = Pick<Source, 'text' | 'warnings'>;

/** Offsets are into the decoded text as it is, so a byte order mark stays. */
export function decodeText(bytes: Uint8Array, _claim: Claim): Decoded {
  if (bytes.includes(0)) throw new Failure('unsupported-type', 'this is not a text: it has NUL bytes');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), warnings: [] };
  } catch (cause) {
    throw new Failure('bad-encoding', 'this is not UTF-8 text', { cause });
  }
}
