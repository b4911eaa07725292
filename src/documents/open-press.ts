import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Failure } from '#kernel/errors.ts';
import type { Job, Outcome } from './job.ts';

/** What one document, or many, may take of the machine. */
export type PressLimits = {
  /** Milliseconds for one document. */
  readonly deadline: number;
  /** Documents that wait; one more is refused. */
  readonly queue: number;
  /** Bytes of the process, where the system tells them (Linux). */
  readonly memory: number;
  /** Milliseconds without a document, after which the process is ended. */
  readonly idle: number;
};
export const PRESS_LIMITS: PressLimits = { deadline: 180_000, queue: 8, memory: 1536 * 1024 * 1024, idle: 30_000 };

export type Press = {
  readonly set: (job: Job) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};
type Waiting = {
  readonly job: Job;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Failure) => void;
};
type Current = Waiting & { readonly end: () => void };

/** What leads nowhere: the port "discard" of this machine, which nobody serves. */
const NOWHERE = 'http://127.0.0.1:9';
const LOOK_EVERY = 200;

/**
 * One process at a time, begun at the first document and ended when nobody wants one. A thread would not do: native code in it
 * cannot be stopped, its memory does not come back, and where it gives up the whole node would.
 */
export function openPress(limits: PressLimits = PRESS_LIMITS): Press {
  const queue: Waiting[] = [];
  let child: ChildProcess | undefined;
  let current: Current | undefined;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;

  const drop = (): void => {
    child?.removeAllListeners().on('error', () => {});
    child?.kill('SIGKILL');
    child = undefined;
  };
  const settle = (outcome: (waiting: Waiting) => void): void => {
    if (!current) return;
    const done = current;
    done.end();
    current = undefined;
    outcome(done);
    next();
  };
  const give = (code: 'too-large' | 'internal', message: string, cause?: unknown): void => {
    drop();
    settle(({ reject }) => reject(new Failure(code, message, cause === undefined ? {} : { cause })));
  };

  const start = (): ChildProcess => {
    const started = fork(new URL('./press.ts', import.meta.url), {
      // UTC, since a ZIP has local times.
      env: { HTTPS_PROXY: NOWHERE, HTTP_PROXY: NOWHERE, ALL_PROXY: NOWHERE, TZ: 'UTC' },
      execArgv: ['--max-old-space-size=1280'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    started.on('message', (outcome: Outcome) => settle(({ resolve }) => resolve(outcome)));
    started.on('error', (error) => give('internal', 'the process that sets documents did not start', error));
    // V8 aborts where its heap is full.
    started.on('exit', (_, signal) =>
      signal === 'SIGABRT'
        ? give('too-large', 'it takes more memory than one document may have')
        : give('internal', 'the process that sets documents ended'),
    );
    return started;
  };

  const next = (): void => {
    clearTimeout(idle);
    const waiting = queue.shift();
    if (!waiting) {
      child?.unref();
      child?.channel?.unref();
      idle = setTimeout(drop, limits.idle).unref();
      return;
    }
    child ??= start();
    child.ref();
    child.channel?.ref();
    const seconds = limits.deadline / 1000;
    const timer = setTimeout(
      () => give('too-large', `it takes longer than the ${seconds} s that one document may take`),
      limits.deadline,
    );
    const { pid } = child;
    const look = setInterval(() => {
      void weigh(pid);
    }, LOOK_EVERY);
    const end = (): void => {
      clearTimeout(timer);
      clearInterval(look);
    };
    current = { ...waiting, end };
    child.send(waiting.job);
  };

  const weigh = async (pid: number | undefined): Promise<void> => {
    if ((await residentBytes(pid)) > limits.memory && current && child?.pid === pid)
      give('too-large', 'it takes more memory than one document may have');
  };

  return {
    set: (job) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new Failure('unavailable', 'the node is closing'));
        if (queue.length >= limits.queue)
          return reject(new Failure('unavailable', 'many documents are being made just now; try again in a while'));
        queue.push({ job, resolve, reject });
        if (!current) next();
      }),
    close: async () => {
      isClosed = true;
      clearTimeout(idle);
      const closing = new Failure('unavailable', 'the node is closing');
      current?.end();
      for (const { reject } of [...(current ? [current] : []), ...queue.splice(0)]) reject(closing);
      current = undefined;
      drop();
    },
  };
}

const PAGE = 4096;

/** 0 where it is not told. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const told = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(told.split(' ')[1] ?? 0) * PAGE;
}
