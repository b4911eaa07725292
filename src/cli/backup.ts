import { randomBytes } from 'node:crypto';
import { Failure } from '#kernel/errors.ts';
import { readArgs, required, type Command } from './args.ts';
import { dataFolder } from './data-folder.ts';

const USAGE = 'entente backup --data DIR (--to FILE [--key-to FILE] [--plain --readable-by-anybody] | --forget BACKUP)';

export const backup: Command = {
  name: 'backup',
  summary: 'one file of all that a node keeps, beside the running node, encrypted under a key of its own',
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(
      args,
      {
        data: { type: 'string' },
        to: { type: 'string' },
        'key-to': { type: 'string' },
        plain: { type: 'boolean' },
        'readable-by-anybody': { type: 'boolean' },
        forget: { type: 'string' },
      },
      USAGE,
    );
    const dataDir = dataFolder(required(values.data, '--data', USAGE));
    const keys = await import('#store/backup/backup-keys.ts');
    if (values.forget !== undefined) {
      await keys.forgetBackup(dataDir, values.forget);
      io.stdout.write(`the key of ${values.forget} is destroyed; only a copy kept elsewhere opens that backup\n`);
      return 0;
    }
    const to = required(values.to, '--to', USAGE);
    const isPlain = values.plain ?? false;
    if (isPlain !== (values['readable-by-anybody'] ?? false))
      throw new Failure(
        'bad-input',
        'a plain backup holds every record and the signing key, readable by anybody: say --plain --readable-by-anybody',
      );
    if (isPlain && values['key-to'] !== undefined) throw new Failure('bad-input', 'a plain backup has no key');
    const { databaseBeside } = await import('./database.ts');
    const { writeBackup } = await import('#store/backup/write-backup.ts');
    const database = await databaseBeside(dataDir);
    try {
      const { id, bytes, rows } = await writeBackup({
        dataDir,
        owner: database.owner,
        to,
        keyTo: values['key-to'],
        isPlain,
        now: new Date(),
        randomBytes: (size) => new Uint8Array(randomBytes(size)),
      });
      io.stdout.write(`backup ${id}: ${rows} rows, ${bytes} bytes\n`);
      if (!isPlain)
        io.stderr.write(
          values['key-to'] === undefined
            ? `its key is in ${dataDir}/backup-keys alone: copy it to another machine (--key-to), or it is lost with this one\n`
            : `its key is in ${values['key-to']}: keep it apart from the backup, and destroy it when the backup is due\n`,
        );
      return 0;
    } finally {
      await database.stop();
    }
  },
};
