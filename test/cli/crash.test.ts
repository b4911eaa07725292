import { expect, test } from 'vitest';
import { runRound } from '../soak/crash/round.ts';

// The soak's first steps; `npm run soak:crash` goes on.
test('two served nodes that are killed under load lose nothing that they acknowledged, and have nothing half', async () => {
  const { kills, acknowledged, wrong } = await runRound({ seed: 3, kills: 3 });
  expect(wrong).toEqual([]);
  expect(kills).toBeGreaterThanOrEqual(3);
  expect(acknowledged).toBeGreaterThan(0);
});
