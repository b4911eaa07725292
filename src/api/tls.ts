import { readFile, stat } from 'node:fs/promises';
import { createSecureContext, type Server } from 'node:tls';
import { Failure } from '#kernel/errors.ts';

export type TlsFiles = { readonly cert: string; readonly key: string };

const LOOK_MS = 60_000;

export async function readTls({ cert, key }: TlsFiles): Promise<{ cert: Buffer; key: Buffer }> {
  const read = { cert: await readFile(cert), key: await readFile(key) };
  try {
    createSecureContext(read);
  } catch (cause) {
    throw new Failure('bad-input', 'the TLS certificate and key cannot be used together', { cause });
  }
  return read;
}

/**
 * A certificate that was renewed is taken without a restart, for connections from then on. Halfway written, or not of one another,
 * it is told and the one before stays.
 */
export function renewTls(
  server: Server,
  files: TlsFiles,
  { report, every = LOOK_MS }: { readonly report: (line: string) => void; readonly every?: number },
): () => void {
  const stampOf = async () =>
    (await Promise.all([stat(files.cert), stat(files.key)])).map((one) => `${one.ino} ${one.mtimeMs}`).join();
  let known: string | undefined;
  const look = async (): Promise<void> => {
    const stamp = await stampOf();
    if (stamp === known) return;
    const isFirst = known === undefined;
    known = stamp;
    if (isFirst) return;
    server.setSecureContext({ ...(await readTls(files)), minVersion: 'TLSv1.2' });
    report('the TLS certificate was renewed');
  };
  const again = (): void =>
    void look().catch((error: unknown) =>
      report(`the TLS certificate is not taken: ${error instanceof Error ? error.message : 'unreadable'}`),
    );
  again();
  const timer = setInterval(again, every);
  timer.unref();
  return () => clearInterval(timer);
}
