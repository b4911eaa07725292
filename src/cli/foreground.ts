import { Failure } from '#kernel/errors.ts';

/** Heard from here on; asked for by `untilToldToEnd`, so that a signal during the start is not lost. */
export type EndSignal = { readonly told: Promise<void>; readonly isTold: () => boolean };

/** SIGINT, SIGTERM, SIGHUP, or the launcher that started us is gone. */
export function listenForEnd(): EndSignal {
  let isTold = false;
  const told = new Promise<void>((resolve) => {
    const tell = (): void => {
      isTold = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, tell);
    process.on('disconnect', tell);
  });
  return { told, isTold: () => isTold };
}

/** Until told; a database that ends by itself is a failure. Closes what runs in both cases. */
export async function serveUntilTold(
  signal: EndSignal,
  running: { readonly ended: Promise<void>; readonly close: () => Promise<void> },
): Promise<void> {
  const why = await Promise.race([signal.told.then(() => 'told' as const), running.ended.then(() => 'ended' as const)]);
  const closed = running.close();
  if (why === 'told') return closed;
  await closed.catch(() => {}); // without its database little ends well
  throw new Failure('unavailable', 'the database has stopped; the next start continues from what is stored');
}
