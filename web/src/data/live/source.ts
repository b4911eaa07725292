import { addressOf } from '#contract/client.ts';
import type { LiveChange } from '#contract/events.ts';

export type Said =
  | { readonly kind: 'change'; readonly change: LiveChange; readonly id: string }
  /** Something may have been missed: read anew what is shown. */
  | { readonly kind: 'anew'; readonly id: string }
  | { readonly kind: 'beat'; readonly id: string }
  /** The stream broke off; it is tried again until `close`. */
  | { readonly kind: 'down' };

const AGAIN_MS = 5_000;

/** The stream of the node, from where somebody of this browser last was. */
export function openSource(after: string | undefined, hear: (said: Said) => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = after;
  let isClosed = false;

  const open = (): void => {
    const address = addressOf('listenToEvents', { query: { after: last } });
    const opened = new EventSource(address, { withCredentials: false });
    source = opened;
    const on = (name: string, said: (id: string, data: string) => Said) =>
      opened.addEventListener(name, (event: MessageEvent<string>) => {
        last = event.lastEventId === '' ? last : event.lastEventId;
        hear(said(last ?? '', event.data));
      });
    on('anew', (id) => ({ kind: 'anew', id }));
    on('resumed', (id) => ({ kind: 'beat', id }));
    on('beat', (id) => ({ kind: 'beat', id }));
    on('change', (id, data) => ({ kind: 'change', id, change: JSON.parse(data) as LiveChange }));
    opened.addEventListener('error', () => {
      hear({ kind: 'down' });
      // Refused, not broken off: the browser does not try again by itself.
      if (opened.readyState !== EventSource.CLOSED || isClosed) return;
      timer = setTimeout(open, AGAIN_MS);
    });
  };

  open();
  return () => {
    isClosed = true;
    clearTimeout(timer);
    source?.close();
  };
}
