import { AsyncLocalStorage } from 'node:async_hooks';
import { fromUtf8 } from '#platform';
import type { Call } from '../simulation/serve.ts';

/** One run of a node's pull, as the tape numbers it. */
export type RunningPull = {
  /** The call that it waits with; undefined while it computes, and at its end. */
  readonly call: () => Promise<Request | undefined>;
  readonly answer: (response: Response) => void;
  readonly lose: () => void;
  readonly done: Promise<unknown>;
};

type Parked = {
  readonly request: Request;
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
};
type Waiting = { parked: PromiseWithResolvers<Parked | undefined> };

/** Calls of a pull wait here until the history lets them go on; all others go through. */
export function openWire(send: (request: Request) => Promise<Response>) {
  const pulls = new AsyncLocalStorage<Waiting>();

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const waiting = pulls.getStore();
    if (!waiting || request.url.endsWith('/challenge')) return send(request);
    return new Promise((resolve, reject) => waiting.parked.resolve({ request, resolve, reject }));
  };

  function start(pull: () => Promise<void>): RunningPull {
    const waiting: Waiting = { parked: Promise.withResolvers() };
    // How it fails is what its node keeps of it; what it did is compared.
    const done = pulls.run(waiting, pull).then(
      () => waiting.parked.resolve(undefined),
      (error: unknown) => {
        waiting.parked.resolve(undefined);
        return error;
      },
    );
    const release = async (act: (parked: Parked) => void): Promise<void> => {
      const parked = await waiting.parked.promise;
      if (!parked) throw new Error('the pull has ended');
      waiting.parked = Promise.withResolvers();
      act(parked);
    };
    return {
      call: async () => {
        await new Promise(setImmediate); // what was answered just now is on its way
        return (await waiting.parked.promise)?.request;
      },
      answer: (response) => void release(({ resolve }) => resolve(response)),
      lose: () => void release(({ reject }) => reject(new Error('lost on the way'))),
      done,
    };
  }

  return { fetch, start };
}

/** What a request asks, in the words of the simulation. */
export async function callOf(request: Request): Promise<Call> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname.endsWith('/feeds')) return { ask: 'offers' };
  if (pathname.endsWith('/held')) return { ask: 'held' };
  const entries = /\/(?:feeds|held)\/[^/]+\/([^/]+)\/(\d+)\/entries$/.exec(pathname);
  if (entries)
    return {
      ask: pathname.includes('/held/') ? 'returned' : 'entries',
      channel: entries[1]!,
      epoch: Number(entries[2]),
      from: Number(searchParams.get('from')),
    };
  if (!pathname.endsWith('/cosignatures')) throw new Error(`an unknown call: ${pathname}`);
  const { origin, line } = JSON.parse(fromUtf8(new Uint8Array(await request.clone().arrayBuffer()))) as {
    origin: string;
    line: string;
  };
  const [channel, epoch] = origin.split('/').slice(-2) as [string, string];
  return { ask: 'cosign', channel, epoch: Number(epoch), line };
}
