/** Bytes that come in pieces of any length, taken in lengths that the reader wants. Holds one piece and what is asked for. */
export type ByteReader = {
  /** Exactly `length` bytes; fewer only at the end. */
  readonly take: (length: number) => Promise<Buffer>;
  /** Up to a line feed, without it; undefined if none comes within `limit` bytes. */
  readonly line: (limit: number) => Promise<string | undefined>;
};

export function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const pieces = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  let isOver = false;

  async function more(): Promise<void> {
    const { done, value } = await pieces.next();
    if (done === true) isOver = true;
    else held = held.length === 0 ? asBuffer(value) : Buffer.concat([held, value]);
  }

  async function take(length: number): Promise<Buffer> {
    const taken: Buffer[] = [];
    for (let missing = length; missing > 0;) {
      if (held.length === 0) {
        if (isOver) break;
        await more();
        continue;
      }
      const piece = held.subarray(0, missing);
      held = held.subarray(piece.length);
      missing -= piece.length;
      taken.push(piece);
    }
    return taken.length === 1 ? taken[0]! : Buffer.concat(taken);
  }

  return {
    take,
    line: async (limit) => {
      for (;;) {
        const end = held.indexOf(10);
        if (end >= 0 && end <= limit) return (await take(end + 1)).subarray(0, end).toString('utf8');
        if (end > limit || held.length > limit || isOver) return undefined;
        await more();
      }
    },
  };
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
