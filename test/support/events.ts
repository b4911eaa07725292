import type { LiveChange } from '#contract/events.ts';
import { eventually, type Officer } from './two-nodes.ts';

export type Heard = { readonly id: string | undefined; readonly event: string; readonly change: LiveChange };

export type Stream = {
  /** All that came, the first signs and the beats too. */
  readonly heard: Heard[];
  readonly changes: () => LiveChange[];
  readonly last: () => string | undefined;
  readonly isOver: () => boolean;
  /** Until such a change came. */
  readonly until: (isIt: (change: LiveChange) => boolean) => Promise<LiveChange>;
  readonly close: () => void;
};

/** A reader of the stream as a browser is one; open once the first sign came. */
export async function listenAt(at: Officer, after?: string): Promise<Stream> {
  const ending = new AbortController();
  const response = await at.ask('/api/v1/events', {
    signal: ending.signal,
    headers: { accept: 'text/event-stream', ...(after === undefined ? {} : { 'last-event-id': after }) },
  });
  if (response.status !== 200 || !response.body) throw new Error(`${response.status}: ${await response.text()}`);
  const heard: Heard[] = [];
  let isOver = false;
  let text = '';
  const decoder = new TextDecoder();
  const reading = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop()!;
      heard.push(...messages.map(read));
    }
  };
  void reading(response.body)
    .catch(() => {})
    .finally(() => (isOver = true));
  await eventually(() => {
    if (heard.length === 0) throw new Error('nothing was heard');
  });
  const changes = (): LiveChange[] => heard.filter(({ event }) => event === 'change').map(({ change }) => change);
  return {
    heard,
    changes,
    last: () => heard.findLast(({ id }) => id !== undefined)?.id,
    isOver: () => isOver,
    until: (isIt) =>
      eventually(() => {
        const found = changes().find(isIt);
        if (!found) throw new Error(`only ${JSON.stringify(changes())} was heard`);
        return found;
      }),
    close: () => ending.abort(),
  };
}

function read(message: string): Heard {
  const fields = new Map(message.split('\n').map((line) => [line.split(': ')[0]!, line.slice(line.indexOf(': ') + 2)]));
  return {
    id: fields.get('id'),
    event: fields.get('event') ?? 'message',
    change: JSON.parse(fields.get('data') ?? '{}') as LiveChange,
  };
}
