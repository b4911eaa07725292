import { Broken } from './broken.ts';
import { MAX_LINE_BYTES } from './lines.ts';

export type LineSplitter = {
  /** The lines that this chunk ends, without their newlines. */
  readonly take: (chunk: Uint8Array) => Iterable<Uint8Array>;
  /** Bytes behind the last newline. */
  readonly rest: () => number;
};

/** Holds the unfinished line only, and refuses one that is too long to be read. */
export function lineSplitter(): LineSplitter {
  let held: Uint8Array[] = [];
  let length = 0;

  function* take(chunk: Uint8Array): Generator<Uint8Array> {
    let from = 0;
    for (let to = chunk.indexOf(0x0a); to >= 0; to = chunk.indexOf(0x0a, from)) {
      yield join(chunk.subarray(from, to));
      from = to + 1;
    }
    if (from < chunk.length) {
      held.push(chunk.slice(from));
      length += chunk.length - from;
    }
    if (length > MAX_LINE_BYTES) throw new Broken('malformed', 'a line is longer than 16 MB: this is not a dossier');
  }

  const join = (last: Uint8Array): Uint8Array => {
    if (length === 0) return last;
    const line = new Uint8Array(length + last.length);
    let at = 0;
    for (const piece of [...held, last]) {
      line.set(piece, at);
      at += piece.length;
    }
    held = [];
    length = 0;
    return line;
  };

  return { take, rest: () => length };
}
