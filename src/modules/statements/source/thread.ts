import { parentPort } from 'node:worker_threads';
import { Failure, type FailureCode } from '#kernel/errors.ts';
import { JOBS, type JobName } from './jobs.ts';

/** The reading thread's own end. One job at a time; it knows no file, no network and no environment. */
export type Order = { readonly job: JobName; readonly args: readonly unknown[] };
export type Outcome =
  | { readonly value: unknown }
  | { readonly failure: { readonly code: FailureCode; readonly message: string; readonly path: string | undefined } }
  | { readonly unexpected: string };

parentPort?.on('message', ({ job, args }: Order) => {
  void run(job, args).then((outcome) => parentPort!.postMessage(outcome));
});

async function run(job: JobName, args: readonly unknown[]): Promise<Outcome> {
  try {
    const work = JOBS[job] as (...given: readonly unknown[]) => unknown;
    return { value: await work(...args) };
  } catch (error) {
    if (error instanceof Failure) return { failure: { code: error.code, message: error.message, path: error.path } };
    // Of what nobody expected its kind alone: a message may quote the document.
    return { unexpected: error instanceof Error ? error.name : typeof error };
  }
}
