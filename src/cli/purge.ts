import { Failure } from '#kernel/errors.ts';
import { readArgs, required, type Command } from './args.ts';
import { dataFolder } from './data-folder.ts';

const USAGE = 'entente purge --data DIR';

/** How long to wait for a purge that the node itself has begun. */
const PATIENCE_MS = 30 * 60_000;

export const purge: Command = {
  name: 'purge',
  summary: 'takes what was expunged from the disk now, and waits for it; the node does it by itself within minutes',
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(args, { data: { type: 'string' } }, USAGE);
    const dataDir = dataFolder(required(values.data, '--data', USAGE));
    const { databaseBeside } = await import('./database.ts');
    const { purge: purgeNow } = await import('#store/purge.ts');
    const database = await databaseBeside(dataDir);
    try {
      for (const end = performance.now() + PATIENCE_MS; !(await purgeNow(database.owner, new Date()));) {
        if (performance.now() > end) throw new Failure('unavailable', 'another purge does not end');
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      io.stdout.write('what was expunged is no longer on the disk of this database\n');
      return 0;
    } finally {
      await database.stop();
    }
  },
};
