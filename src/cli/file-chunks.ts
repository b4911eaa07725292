import type { FileHandle } from 'node:fs/promises';
import { chunkLength, CHUNK_BYTES } from '#kernel/file/commitment.ts';

/** The chunks of an open file from its beginning on; the handle stays open, also for whoever stops early. */
export async function* chunksIn(file: FileHandle): AsyncGenerator<Uint8Array> {
  const { size } = await file.stat();
  for (let n = 0; chunkLength(size, n) > 0; n++) {
    const chunk = new Uint8Array(chunkLength(size, n));
    let held = 0;
    while (held < chunk.length) {
      const { bytesRead } = await file.read(chunk, held, chunk.length - held, n * CHUNK_BYTES + held);
      if (bytesRead === 0) break; // cut short meanwhile
      held += bytesRead;
    }
    yield chunk.subarray(0, held);
    if (held < chunk.length) return;
  }
}
