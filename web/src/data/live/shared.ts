import { openSource, type Said } from './source.ts';

/** What the tabs of one browser say to each other. `who`: a tab that has just come asks how things stand. */
type Message = Said | { readonly kind: 'who' };

const NAME = 'entente.live';

/**
 * One stream for all tabs of a browser (a seventh connection to a node over HTTP/1.1 would wait for the others): whichever tab has
 * the lock listens and tells the others; when it is closed the next one goes on from where it was.
 */
export function listenShared(hear: (said: Said) => void): () => void {
  const ending = new AbortController();
  const channel = new BroadcastChannel(NAME);
  let last: string | undefined;
  let close: (() => void) | undefined;
  let standing: Said | undefined;

  const note = (said: Said): void => {
    if (said.kind !== 'down') last = said.id;
    hear(said);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind !== 'who') note(data);
    else if (close && standing) channel.postMessage(standing);
  });

  const lead = (): void => {
    if (ending.signal.aborted) return;
    close = openSource(last, (said) => {
      standing = said.kind === 'down' ? said : { kind: 'beat', id: said.id };
      note(said);
      channel.postMessage(said);
    });
  };
  const untilTheEnd = new Promise<void>((resolve) =>
    ending.signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  const { locks } = navigator as { readonly locks?: LockManager };
  if (locks === undefined) lead();
  else {
    channel.postMessage({ kind: 'who' } satisfies Message);
    locks
      .request(NAME, { signal: ending.signal }, async () => {
        lead();
        await untilTheEnd;
      })
      .catch(() => {}); // the tab left before its turn came
  }
  return () => {
    ending.abort();
    close?.();
    channel.close();
  };
}
