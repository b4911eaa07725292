import { Failure } from '#kernel/errors.ts';

/** `signal`: ends the reading as a whole, however little comes however often. */
export type Bounds = { readonly maxBytes: number; readonly signal: AbortSignal };

/** The whole body, or Failure('too-large') as soon as it is known to be longer. */
export async function readBounded(response: Response, { maxBytes, signal }: Bounds): Promise<Uint8Array> {
  const claimed = Number(response.headers.get('content-length') ?? 0);
  if (claimed > maxBytes) {
    await response.body?.cancel();
    throw tooLarge(maxBytes);
  }
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  const { promise: over, reject } = Promise.withResolvers<never>();
  over.catch(() => {}); // raced below
  const end = (): void => reject(signal.reason);
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([over, reader.read()]);
      if (done) return new Uint8Array(Buffer.concat(chunks, length));
      length += value.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      chunks.push(value);
    }
  } finally {
    signal.removeEventListener('abort', end);
    reader.cancel().catch(() => {}); // also the connection
  }
}

function tooLarge(maxBytes: number): Failure {
  return new Failure('too-large', `The answer is longer than ${maxBytes} bytes.`);
}
