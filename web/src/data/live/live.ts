import type { QueryClient } from '@tanstack/react-query';
import type { LiveChange } from '#contract/events.ts';
import { whenIdle } from '../../ui/when-idle.ts';
import { listenShared } from './shared.ts';
import { isStale } from './topics.ts';

export type LiveState = {
  /** `quiet`: nothing was heard yet, and nothing is wrong. */
  readonly state: 'quiet' | 'live' | 'down';
  /** When the node was heard last; 0: never. */
  readonly heardAt: number;
};

/** The node gives a sign of life every 20 s. */
const SILENT_MS = 45_000;
/** While nothing is heard, the page asks by itself. */
export const ASK_EVERY_MS = 15_000;
const GATHER_MS = 60;
/** A burst of changes is one question. */
const PAUSE_MS = 500;

let current: LiveState = { state: 'quiet', heardAt: 0 };
const watchers = new Set<() => void>();

export const liveState = (): LiveState => current;
export function watchLive(watch: () => void): () => void {
  watchers.add(watch);
  return () => watchers.delete(watch);
}

function set(state: LiveState): void {
  current = state;
  for (const watch of watchers) watch();
}

/** Keeps what is shown as the node has it, without asking again and again. The function that is returned ends it. */
export function keepLive(client: QueryClient): () => void {
  let gathered: LiveChange[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let flushedAt = 0;

  const flush = (): void => {
    timer = undefined;
    flushedAt = Date.now();
    const changes = gathered;
    gathered = [];
    void client.invalidateQueries({ predicate: (query) => changes.some((change) => isStale(change, query)) });
  };
  const gather = (change: LiveChange): void => {
    gathered.push(change);
    timer ??= setTimeout(flush, Math.max(GATHER_MS, flushedAt + PAUSE_MS - Date.now()));
  };
  const down = (): void => {
    if (current.state === 'down') return;
    set({ ...current, state: 'down' });
    // Whether there still is a session, or a node, is seen at once.
    void client.invalidateQueries({ queryKey: ['session'] });
  };

  /** The first time right after the page was drawn: it answers its reader first. */
  const readAnew = (atOnce: boolean): void => {
    const all = () => void client.invalidateQueries();
    if (atOnce) all();
    else void whenIdle().then(all);
  };
  const close = listenShared((said) => {
    if (said.kind === 'down') return down();
    const wasAway = current.state === 'down';
    const wasHeard = current.heardAt > 0;
    set({ state: 'live', heardAt: Date.now() });
    if (said.kind === 'change') gather(said.change);
    // What this page read before the stream was open may be older than where the stream begins.
    else if (said.kind === 'anew' || wasAway) readAnew(wasHeard);
  });
  const asking = setInterval(() => {
    if (current.state === 'live' && Date.now() - current.heardAt > SILENT_MS) down();
    if (current.state === 'down' && document.visibilityState === 'visible') void client.invalidateQueries();
  }, ASK_EVERY_MS);

  return () => {
    clearInterval(asking);
    clearTimeout(timer);
    close();
    set({ state: 'quiet', heardAt: 0 });
  };
}
