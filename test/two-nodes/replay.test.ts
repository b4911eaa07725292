import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReplayer, type Replayer } from '../replay/replay.ts';
import { cloneDatabase, template } from '../support/postgres.ts';

let replayer: Replayer;

beforeAll(async () => {
  const database = async () => ({ ...(await cloneDatabase()), appRole: template.appRole });
  replayer = await openReplayer([await database(), await database()]);
});
afterAll(() => replayer.close());

// Twelve here; `npm run soak:replay` does hundreds.
test('real nodes do, byte for byte, what the simulated ones do in the same history', async () => {
  const replayed = [];
  for (let seed = 1; seed <= 12; seed++) replayed.push(await replayer.replay(seed));
  expect(replayed.filter(({ violations }) => violations.length > 0)).toEqual([]);
  // Beside a liar one is real; and some are put back from a backup.
  const led = replayed.filter(({ nodes }) => nodes > 0);
  expect(new Set(led.map(({ nodes }) => nodes))).toEqual(new Set([1, 2]));
  expect(led.some(({ restored }) => restored > 0)).toBe(true);
});
