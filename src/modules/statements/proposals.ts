import { sha256, toHex, utf8 } from '#platform';
import { Proposals } from '#contract/statements.ts';
import type { Reading } from './read/reading.ts';

/** A reading as the API tells it. The schema keeps what is its own alone. */
export const proposalsOf = (text: string, reading: Reading): Proposals =>
  Proposals.parse({ ...reading, sha256: toHex(sha256(utf8(text))) });
