import { runHistory } from '../test/simulation/history.ts';

const WARM = 50;

/** Histories of two simulated nodes a second, each checked for violations. */
export function simulateRate(histories: number): number {
  for (let seed = 1; seed <= WARM; seed++) runHistory(seed);
  const began = performance.now();
  for (let seed = WARM + 1; seed <= WARM + histories; seed++) {
    const { violations } = runHistory(seed);
    if (violations.length > 0) throw new Error(`the history of seed ${seed} is violated: ${violations[0]}`);
  }
  return histories / ((performance.now() - began) / 1_000);
}
