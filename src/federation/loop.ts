import { Failure } from '#kernel/errors.ts';
import { lineOf } from '#store/db.ts';

export type Loop = { readonly now: () => void; readonly stop: () => Promise<void> };

type Pace = { readonly every: number | 'never'; readonly report: (line: string) => void };

const LONGEST_PAUSE = 60_000;

/**
 * Runs `work` now and then; a call during a run causes one more. After failures it waits longer, up to a minute; one
 * that lasts is told once.
 */
export function loop(work: () => Promise<void>, { every, report }: Pace): Loop {
  if (every === 'never') return { now: () => {}, stop: async () => {} };
  const shortest = every;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let pause = shortest;
  let told: string | undefined;

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        await work();
        pause = shortest;
        told = undefined;
      } catch (error) {
        pause = Math.max(shortest, Math.min(pause * 2, LONGEST_PAUSE));
        const line = `in the background: ${error instanceof Failure ? error.message : lineOf(error)}`;
        if (line !== told) report(line);
        told = line;
      }
    } while (again);
    running = undefined;
    if (!stopped) timer = setTimeout(start, pause);
  }

  function start(): void {
    clearTimeout(timer);
    if (stopped) return;
    if (running) again = true;
    else running = run();
  }

  return {
    now: start,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
