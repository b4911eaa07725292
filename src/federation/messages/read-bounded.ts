import { Failure } from '#kernel/errors.ts';

/** The whole body, or Failure('too-large') as soon as it is known to be longer. */
export async function readBounded(response: Response, maxBytes: number): Promise<Uint8Array> {
  const claimed = Number(response.headers.get('content-length') ?? 0);
  if (claimed > maxBytes) {
    await response.body?.cancel();
    throw tooLarge(maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes); // leaving the loop cancels the stream
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

function tooLarge(maxBytes: number): Failure {
  return new Failure('too-large', `The answer is longer than ${maxBytes} bytes.`);
}
