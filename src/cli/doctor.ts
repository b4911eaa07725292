import { readEnvironment } from '../config.ts';
import { readArgs, required, type Command } from './args.ts';
import { dataFolder } from './data-folder.ts';

const USAGE = 'entente doctor --data DIR [--json]';

export const doctor: Command = {
  name: 'doctor',
  summary:
    'checks all that must hold of a node, beside it or without it, and says what is wrong: 0 nothing, 1 something',
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(args, { data: { type: 'string' }, json: { type: 'boolean' } }, USAGE);
    const dataDir = dataFolder(required(values.data, '--data', USAGE));
    const { backupKeyDays } = readEnvironment(process.env);
    const { databaseBeside } = await import('./database.ts');
    const { KEY_DAYS } = await import('#store/backup/backup-keys.ts');
    const { openDb } = await import('#store/db.ts');
    const { examine } = await import('#store/doctor/examine.ts');
    const { ALL_RULES } = await import('#store/doctor/node-finding.ts');
    const { hasStaleLock } = await import('#store/embedded/lock.ts');
    const hadStaleLock = await hasStaleLock(dataDir);
    const database = await databaseBeside(dataDir);
    const db = openDb(database.database);
    try {
      const now = new Date();
      const findings = await examine({
        db,
        owner: database.owner,
        dataDir,
        now,
        backupKeyDays: backupKeyDays ?? KEY_DAYS,
        hadStaleLock,
      });
      if (values.json) io.stdout.write(`${JSON.stringify({ at: now.toISOString(), rules: ALL_RULES, findings })}\n`);
      else
        for (const { invariant, where, what, remedy } of findings)
          io.stdout.write(`${invariant}: ${where}: ${what}; ${remedy}\n`);
      if (findings.length === 0 && !values.json)
        io.stdout.write(`nothing is wrong: ${Object.keys(ALL_RULES).length} rules hold\n`);
      return findings.length === 0 ? 0 : 1;
    } finally {
      await db.close();
      await database.stop();
    }
  },
};
