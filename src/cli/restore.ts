import { Failure } from '#kernel/errors.ts';
import { readArgs, required, type Command, type Io } from './args.ts';

const USAGE =
  'entente restore --data NEWDIR --from FILE [--key FILE], or --data DIR (--report [--json] | --give-up PARTNER [--accord ID])';

export const restore: Command = {
  name: 'restore',
  summary: 'a new data folder from a backup; its node then takes back from its partners what they hold of it',
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(
      args,
      {
        data: { type: 'string' },
        from: { type: 'string' },
        key: { type: 'string' },
        report: { type: 'boolean' },
        json: { type: 'boolean' },
        'give-up': { type: 'string' },
        accord: { type: 'string' },
      },
      USAGE,
    );
    const data = required(values.data, '--data', USAGE);
    const asked = [values.from, values.report, values['give-up']].filter((one) => one !== undefined);
    if (asked.length > 1) throw new Failure('bad-input', `one thing at a time; usage: ${USAGE}`);
    if (values.report) return (await import('./recovery.ts')).reportRecovery(data, values.json ?? false, io);
    const partner = values['give-up'];
    if (partner !== undefined)
      return (await import('./recovery.ts')).giveUp(data, { partner, accord: values.accord }, io);
    return restoreFolder({ data, from: required(values.from, '--from', USAGE), key: values.key }, io);
  },
};
type Asked = { readonly data: string; readonly from: string; readonly key: string | undefined };

async function restoreFolder({ data, from, key }: Asked, io: Io): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const { parseBackupKey } = await import('#store/backup/backup-keys.ts');
  const { restoreBackup } = await import('./restore-folder.ts');
  const text =
    key === undefined
      ? undefined
      : await readFile(key, 'utf8').catch((cause: NodeJS.ErrnoException) => {
          throw new Failure('bad-input', `cannot read ${key} (${cause.code})`, { cause });
        });
  const { header, rows, findings } = await restoreBackup({
    from,
    key: text === undefined ? undefined : parseBackupKey(text),
    dataDir: data,
  });
  for (const { invariant, where, what } of findings) io.stderr.write(`${invariant}: ${where}: ${what}\n`);
  io.stdout.write(`restored ${header.id} of ${header.at}: ${rows} rows\n`);
  io.stderr.write(
    'started from this folder, the node first takes back what its partners hold; entente restore --report says how far it is\n',
  );
  return 0;
}
