import { createHash } from 'node:crypto';
import { Failure } from '#kernel/errors.ts';
import type { ByteReader } from './byte-reader.ts';

// What a backup holds inside: frames of a kind, a length and bytes. The last says how many there were of each and what all before hash to.

/** `table` and `file` begin something, `data` continues it. */
export type FrameKind = 'table' | 'file' | 'data' | 'totals' | 'end';
export type Frame = { readonly kind: FrameKind; readonly bytes: Uint8Array };

const LETTERS = { table: 'T', file: 'F', data: 'D', totals: 'S', end: 'E' } as const satisfies Record<
  FrameKind,
  string
>;
const KINDS = new Map(Object.entries(LETTERS).map(([kind, letter]) => [letter.charCodeAt(0), kind as FrameKind]));
/** Of one frame: what is longer goes in several. */
export const MOST_BYTES = 1024 * 1024;

export const jsonFrame = (kind: FrameKind, value: unknown): Frame => ({
  kind,
  bytes: Buffer.from(JSON.stringify(value)),
});

export function* dataFrames(bytes: Uint8Array): Generator<Frame> {
  for (let from = 0; from < bytes.length; from += MOST_BYTES)
    yield { kind: 'data', bytes: bytes.subarray(from, from + MOST_BYTES) };
}

export async function* writeFrames(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  const digest = createHash('sha256');
  const written = (frame: Frame): Buffer => {
    const head = Buffer.alloc(5);
    head.write(LETTERS[frame.kind], 'latin1');
    head.writeUInt32BE(frame.bytes.length, 1);
    return Buffer.concat([head, frame.bytes]);
  };
  for await (const frame of frames) {
    const bytes = written(frame);
    digest.update(bytes);
    yield bytes;
  }
  yield written(jsonFrame('end', { sha256: digest.digest('base64') }));
}

/** All frames up to the end, which must be there, be right and be the last. */
export async function* readFrames(reader: ByteReader): AsyncGenerator<Frame> {
  const digest = createHash('sha256');
  for (;;) {
    const head = await reader.take(5);
    const kind = head.length === 5 ? KINDS.get(head[0]!) : undefined;
    const length = kind === undefined ? 0 : head.readUInt32BE(1);
    const bytes = kind === undefined || length > MOST_BYTES ? undefined : await reader.take(length);
    if (kind === undefined || bytes === undefined || bytes.length < length) throw cutOff();
    if (kind === 'end') {
      const { sha256 } = JSON.parse(bytes.toString('utf8')) as { sha256?: unknown };
      if (sha256 !== digest.digest('base64') || (await reader.take(1)).length > 0) throw cutOff();
      return;
    }
    digest.update(head).update(bytes);
    yield { kind, bytes };
  }
}

const cutOff = (): Failure => new Failure('inconsistent', 'the backup is cut off or was changed');
