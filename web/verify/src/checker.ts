import type { ShownRecord } from '#kernel/dossier/reopen.ts';
import { checkFile, reopen } from './check.ts';
import type { Result } from './check.ts';
import type { Asked, RowAt, Told } from './messages.ts';

export type Checker = {
  readonly check: (trust: readonly string[], progress: (part: number) => void) => Promise<Result>;
  readonly open: (row: RowAt) => Promise<ShownRecord | undefined>;
  readonly end: () => void;
};

/** Beside the page where the browser lets a page without a server do so, else in it. */
export async function checkerOf(file: Blob, script: string): Promise<Checker> {
  const worker = await startWorker(script);
  return worker === undefined ? inPage(file) : beside(file, worker);
}

function inPage(file: Blob): Checker {
  return {
    check: (trust, progress) => checkFile(file, trust, progress),
    open: (row) => reopen(file, row),
    end: () => {},
  };
}

async function startWorker(script: string): Promise<Worker | undefined> {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    const worker = new Worker(url);
    return await new Promise((resolve) => {
      worker.addEventListener('message', () => resolve(worker), { once: true });
      worker.addEventListener('error', () => resolve(undefined), { once: true });
    });
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(url);
  }
}

type Waiting = { readonly hear: (told: Told) => void; readonly fail: (error: Error) => void };

function beside(file: Blob, worker: Worker): Checker {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if ('id' in data) waiting.get(data.id)?.hear(data);
  });
  worker.addEventListener('error', ({ message }) => {
    for (const { fail } of waiting.values()) fail(new Error(message));
    waiting.clear();
  });

  const ask = <T>(
    question: { trust: readonly string[] } | { row: RowAt },
    read: (told: Told) => { answer: T } | undefined,
  ) =>
    new Promise<T>((resolve, reject) => {
      const id = ++last;
      const hear = (told: Told) => {
        const said = read(told);
        if (said !== undefined) resolve(said.answer);
        else if ('failed' in told) reject(new Error(told.failed));
        else return;
        waiting.delete(id);
      };
      waiting.set(id, { hear, fail: reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is for windows; a worker has none to name
      worker.postMessage({ id, file, ...question } satisfies Asked);
    });

  return {
    check: (trust, progress) =>
      ask({ trust }, (told) => {
        if ('part' in told) progress(told.part);
        return 'result' in told ? { answer: told.result } : undefined;
      }),
    open: (row) => ask({ row }, (told) => ('record' in told ? { answer: told.record } : undefined)),
    end: () => worker.terminate(),
  };
}
