import { Failure } from '#kernel/errors.ts';
import { readArgs, required, type Command } from './args.ts';
import { dataFolder } from './data-folder.ts';

const USAGE = 'entente search --data DIR --rebuild';

export const search: Command = {
  name: 'search',
  summary: 'makes anew what records are found by, beside the node or without it; the node fills it by itself otherwise',
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(args, { data: { type: 'string' }, rebuild: { type: 'boolean' } }, USAGE);
    const dataDir = dataFolder(required(values.data, '--data', USAGE));
    if (values.rebuild !== true) throw new Failure('bad-input', `say --rebuild; usage: ${USAGE}`);
    const { databaseBeside } = await import('./database.ts');
    const { openDb } = await import('#store/db.ts');
    const { emptyIndex, openFiller } = await import('#store/search/fill.ts');
    const database = await databaseBeside(dataDir);
    const db = openDb(database.database);
    try {
      await db.transaction('node', emptyIndex);
      const filled = await openFiller(db, () => new Date())({ atOnce: true });
      io.stdout.write(`${filled} versions are in the search\n`);
      return 0;
    } finally {
      await db.close();
      await database.stop();
    }
  },
};
