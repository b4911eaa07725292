import { checkFile, reopen } from './check.ts';
import type { Asked, Told } from './messages.ts';

/** The other end of `checker.ts`: the same script, run beside the page. */
export function serveWorker(): void {
  const tell = (told: Told) => postMessage(told);
  addEventListener('message', ({ data }: MessageEvent<Asked>) => {
    void answer(data, tell).catch((error: unknown) => tell({ id: data.id, failed: String(error) }));
  });
  tell({ ready: true });
}

async function answer(asked: Asked, tell: (told: Told) => void): Promise<void> {
  const { id, file } = asked;
  if ('trust' in asked) {
    tell({ id, result: await checkFile(file, asked.trust, (part) => tell({ id, part })) });
  } else {
    tell({ id, record: await reopen(file, asked.row) });
  }
}
