import { runHistory } from '../test/simulation/history.ts';

const WARM = 50;

/** Histories of two simulated nodes a second, each checked for violations. */
export function simulateRate(histories: number): number {
  for (let seed = 1; seed <= WARM; seed++) runHistory(seed);
  const began = performance.now();
  for (let seed = WARM + 1; seed <= WARM + histories; seed++) {
    const [violation] = runHistory(seed).violations;
    // What is wrong is for `npm run simulate`; the other figures are not lost for it.
    if (violation !== undefined) console.error(`the history of seed ${seed} is violated: ${violation}`);
  }
  return histories / ((performance.now() - began) / 1_000);
}
