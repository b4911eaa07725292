/** A process of its own that supervises PostgreSQL on argv[2], for tests that kill it. One line of JSON when ready. */
import { startPostgres } from '#store/embedded/supervisor.ts';
import { Failure } from '#kernel/errors.ts';

const [, , dataDir = ''] = process.argv;
try {
  const postgres = await startPostgres({ dataDir });
  process.on('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
  console.log(JSON.stringify({ pid: postgres.pid, ...postgres.superuserUrl('postgres') }));
  setInterval(() => undefined, 1_000);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
