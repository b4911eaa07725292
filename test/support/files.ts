import type { UploadState } from '#contract/files.ts';
import type { RecordView } from '#contract/records.ts';
import { CHUNK_BYTES } from '#kernel/file/commitment.ts';
import { ok, type Officer } from './two-nodes.ts';

/** Bytes that do not repeat from chunk to chunk; the same for the same seed. */
export function bytesOf(size: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(size);
  const words = new Uint32Array(bytes.buffer, 0, size >>> 2);
  let state = seed >>> 0 || 1;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return bytes;
}

export type Described = {
  readonly accord: string;
  readonly channel?: string;
  readonly name?: string;
  readonly [more: string]: unknown;
};

export const begin = async (at: Officer, { accord, ...more }: Described): Promise<UploadState> =>
  ok(await at.post<UploadState>('/api/v1/files', { accord, channel: 'exchange', name: 'paper.bin', ...more }));

export const putChunk = (at: Officer, id: string, n: number, body: Uint8Array): Promise<Response> =>
  at.ask(`/api/v1/files/${id}/chunks/${n}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(body),
  });

type Made = RecordView & { readonly record: { readonly id: string } };

/** A whole file as a record. */
export async function upload(at: Officer, bytes: Uint8Array, described: Described): Promise<Made> {
  const { upload: id } = await begin(at, { size: bytes.length, ...described });
  for (let n = 0; n * CHUNK_BYTES < bytes.length; n++) {
    const answer = await putChunk(at, id, n, bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES));
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  }
  return ok(await at.post<Made>(`/api/v1/files/${id}/record`, { size: bytes.length }));
}

/** What a download gives; undefined if it is refused. */
export async function download(at: Officer, id: string): Promise<Uint8Array | undefined> {
  const answer = await at.ask(`/api/v1/records/${id}/file`);
  return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
}
