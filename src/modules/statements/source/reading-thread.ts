import { Worker } from 'node:worker_threads';
import { Failure } from '#kernel/errors.ts';
import type { JobName, Jobs } from './jobs.ts';
import type { Order, Outcome } from './thread.ts';

/** What one text, or many, may take of the node. */
export type ReadingLimits = {
  /** Milliseconds for one job, from its beginning. */
  readonly deadline: number;
  /** Jobs that wait; one more is refused. */
  readonly queue: number;
  /** MB of the thread's heap. */
  readonly heap: number;
  /** Milliseconds without a job, after which the thread is ended: it holds a language model. */
  readonly idle: number;
};

export const READING_LIMITS: ReadingLimits = { deadline: 30_000, queue: 8, heap: 512, idle: 300_000 };

export type ReadingThread = {
  readonly run: <Name extends JobName>(
    job: Name,
    ...args: Parameters<Jobs[Name]>
  ) => Promise<Awaited<ReturnType<Jobs[Name]>>>;
  readonly close: () => Promise<void>;
};

type Waiting = Order & { readonly resolve: (value: unknown) => void; readonly reject: (error: Failure) => void };

/**
 * Reads what others wrote apart from the process: a hostile text costs one thread, for a bounded time, and no request that
 * is not a text waits for it. What takes too long or too much is ended with its thread, and the next job has a new one.
 */
export function openReadingThread(limits: ReadingLimits = READING_LIMITS): ReadingThread {
  const queue: Waiting[] = [];
  let thread: Worker | undefined;
  let current: { readonly job: Waiting; readonly timer: NodeJS.Timeout } | undefined;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;

  const settle = (outcome: (job: Waiting) => void): void => {
    if (!current) return;
    const { job, timer } = current;
    clearTimeout(timer);
    current = undefined;
    outcome(job);
    next();
  };
  const drop = (): Promise<number> | undefined => {
    const dropped = thread;
    thread = undefined;
    return dropped
      ?.removeAllListeners()
      .on('error', () => {})
      .terminate();
  };
  const give = (code: 'too-large' | 'unavailable' | 'internal', message: string, cause?: unknown): void => {
    void drop();
    settle(({ reject }) => reject(new Failure(code, message, cause === undefined ? {} : { cause })));
  };

  const start = (): Worker => {
    const started = new Worker(new URL('./thread.ts', import.meta.url), {
      // A thread that parses what strangers wrote needs no secret of the node's, and what its libraries print may quote the document.
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: limits.heap, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    });
    started.stdout.resume();
    started.stderr.resume();
    started.on('message', (outcome: Outcome) => settle((job) => answer(job, outcome)));
    started.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? give('too-large', 'reading it takes more memory than one text may have')
        : give('internal', 'the reading thread failed', error),
    );
    started.on('exit', () => give('internal', 'the reading thread ended'));
    return started;
  };

  const next = (): void => {
    clearTimeout(idle);
    const job = queue.shift();
    if (!job) {
      thread?.unref();
      idle = setTimeout(() => void drop(), limits.idle).unref();
      return;
    }
    thread ??= start();
    thread.ref();
    const seconds = limits.deadline / 1000;
    const timer = setTimeout(
      () => give('too-large', `reading it takes longer than the ${seconds} s that one text may have`),
      limits.deadline,
    );
    current = { job, timer };
    thread.postMessage({ job: job.job, args: job.args } satisfies Order);
  };

  return {
    run: (job, ...args) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new Failure('unavailable', 'the node is closing'));
        if (queue.length >= limits.queue)
          return reject(new Failure('unavailable', 'many texts are being read just now; try again in a while'));
        queue.push({ job, args, resolve: resolve as (value: unknown) => void, reject });
        if (!current) next();
      }),
    close: async () => {
      isClosed = true;
      clearTimeout(idle);
      const closing = new Failure('unavailable', 'the node is closing');
      if (current) clearTimeout(current.timer);
      for (const { reject } of [...(current ? [current.job] : []), ...queue.splice(0)]) reject(closing);
      current = undefined;
      await drop();
    },
  };
}

function answer({ resolve, reject }: Waiting, outcome: Outcome): void {
  if ('value' in outcome) return resolve(outcome.value);
  if ('unexpected' in outcome)
    return reject(new Failure('internal', 'the text could not be read', { cause: outcome.unexpected }));
  const { code, message, path } = outcome.failure;
  reject(new Failure(code, message, path === undefined ? {} : { path }));
}
