/** One of the loops that the node runs in the background, since the process began. */
export type LoopState = {
  readonly name: string;
  /** When its last run ended; null before the first did. */
  readonly lastRun: Date | null;
  readonly tookMs: number | null;
  readonly runs: number;
  readonly failures: number;
  /** It did not end well the last time. Why is in the log, not here: it may tell of content. */
  readonly isFailing: boolean;
  readonly isRunning: boolean;
};

export type Pulse = {
  /** The same work, whose runs are noted under this name. */
  readonly watch: (name: string, work: () => Promise<void>) => () => Promise<void>;
  readonly all: () => LoopState[];
};

/** What the background did, for who runs the node: a loop that stands still shows before its effects do. */
export function openPulse(now: () => Date): Pulse {
  const loops = new Map<string, LoopState>();
  return {
    watch: (name, work) => {
      const first = { name, lastRun: null, tookMs: null, runs: 0, failures: 0, isFailing: false, isRunning: false };
      if (!loops.has(name)) loops.set(name, first);
      return async () => {
        const before = loops.get(name) ?? first;
        const began = now();
        loops.set(name, { ...before, isRunning: true });
        const end = (isFailing: boolean): void => {
          const at = now();
          const tookMs = Math.max(0, at.getTime() - began.getTime());
          loops.set(name, {
            name,
            lastRun: at,
            tookMs,
            runs: before.runs + 1,
            failures: before.failures + (isFailing ? 1 : 0),
            isFailing,
            isRunning: false,
          });
        };
        try {
          await work();
          end(false);
        } catch (error) {
          end(true);
          throw error;
        }
      };
    },
    all: () => [...loops.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
