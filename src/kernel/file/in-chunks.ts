import { CHUNK_BYTES } from './commitment.ts';

/** The same bytes in chunks of 1 MiB, the last one shorter, whatever pieces they come in. Each chunk is the reader's own. */
export async function* inChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let chunk = new Uint8Array(CHUNK_BYTES);
  let held = 0;
  for await (const piece of source) {
    for (let at = 0; at < piece.length;) {
      const taken = piece.subarray(at, at + CHUNK_BYTES - held);
      chunk.set(taken, held);
      held += taken.length;
      at += taken.length;
      if (held < CHUNK_BYTES) continue;
      yield chunk;
      chunk = new Uint8Array(CHUNK_BYTES);
      held = 0;
    }
  }
  if (held > 0) yield chunk.subarray(0, held);
}
