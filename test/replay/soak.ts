/**
 * Seeded histories of the simulation, done by two real nodes on real PostgreSQL: `npm run soak:replay -- --seed N --histories M`.
 * Ends with one line of JSON, and 1 if a real node did anything else than the simulated one, or violates anything.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDatabase } from '#store/embedded/databases.ts';
import { startPostgres, type Postgres } from '#store/embedded/supervisor.ts';
import { migrate } from '#store/migrate.ts';
import type { Database } from './node.ts';
import { openReplayer } from './replay.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, histories: { type: 'string', default: '200' } },
});
const [seed, histories] = [Number(values.seed), Number(values.histories)];
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(histories)) throw new Error('not a whole number');

const dataDir = await mkdtemp(join(tmpdir(), 'entente-replay-'));
const postgres = await startPostgres({ dataDir, unsafe: true });
try {
  process.exitCode = await run();
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function run(): Promise<number> {
  const replayer = await openReplayer([await database(postgres, 'a'), await database(postgres, 'b')]);
  const began = performance.now();
  let violations = 0;
  let pairs = 0;
  let restored = 0;
  let skipped = 0;
  for (let i = 0; i < histories; i++) {
    const replayed = await replayer.replay(seed + i);
    if (replayed.nodes === 2) pairs += 1;
    if (replayed.nodes === 0) skipped += 1;
    else restored += replayed.restored;
    if (replayed.violations.length === 0) continue;
    violations += 1;
    console.log(`seed ${replayed.seed}`);
    for (const line of replayed.violations.slice(0, 9)) console.log(`  VIOLATED: ${line}`);
  }
  await replayer.close();
  console.error(`${(histories / ((performance.now() - began) / 1000)).toFixed(1)} histories a second`);
  console.log(JSON.stringify({ seed, histories, pairs, restored, skipped, violations }));
  return violations > 0 ? 1 : 0;
}

async function database(at: Postgres, name: string): Promise<Database> {
  const names = { name: `replay_${name}`, ownerRole: 'entente_owner', appRole: 'entente_app' };
  const access = await ensureDatabase(at, names);
  await migrate(access.ownerUrl, names.appRole);
  return { ...access, superuserUrl: at.superuserUrl(names.name), appRole: names.appRole };
}
