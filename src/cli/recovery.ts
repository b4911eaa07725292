import { Failure } from '#kernel/errors.ts';
import type { Tx } from '#store/db.ts';
import type { RecoveryReport } from '#store/recovery-report.ts';
import type { Io } from './args.ts';
import { dataFolder } from './data-folder.ts';

/** In the database of the folder, beside its node or without it. */
async function inDatabase<T>(data: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { databaseBeside } = await import('./database.ts');
  const { openDb } = await import('#store/db.ts');
  const database = await databaseBeside(dataFolder(data));
  const db = openDb(database.database);
  try {
    return await db.transaction('node', work);
  } finally {
    await db.close();
    await database.stop();
  }
}

export async function reportRecovery(data: string, isJson: boolean, io: Io): Promise<number> {
  const { recoveryReport } = await import('#store/recovery-report.ts');
  const report = await inDatabase(data, recoveryReport);
  io.stdout.write(isJson ? `${JSON.stringify(report)}\n` : inWords(report));
  return report.accords.some(({ state }) => state !== 'open') || report.partners.some(({ ended }) => ended === null)
    ? 1
    : 0;
}

function inWords({ restoredFrom, partners, accords, lost, lostCount, files }: RecoveryReport): string {
  if (partners.length === 0 && restoredFrom === null) return 'this node was not restored\n';
  const nameOf = (id: string): string => partners.find(({ partner }) => partner === id)?.name ?? id;
  return [
    restoredFrom === null
      ? 'this node was put back from a copy'
      : `this node was restored from the backup ${restoredFrom.backup} of ${restoredFrom.at}`,
    ...partners
      .filter(({ listed }) => !listed)
      .map(({ name }) => `waits for ${name}, which has not yet said what it holds`),
    ...accords.map(({ accord, partner, state, got, problem }) => {
      const entries = `${got} ${got === 1 ? 'entry' : 'entries'} of ours came back`;
      if (state === 'open') return `${accord} is open; ${entries} from ${nameOf(partner)}`;
      return `${accord} is closed and waits for ${nameOf(partner)}; ${entries}${problem === null ? '' : `; ${problem}`}`;
    }),
    ...lost.map(({ origin, index, c }) => `lost: ${origin} #${index} ${c ?? '(the entry too)'}`),
    ...(lostCount > lost.length ? [`lost: ${lostCount - lost.length} more`] : []),
    ...(files.waiting > 0
      ? [`${files.waiting} ${files.waiting === 1 ? 'file' : 'files'} of ours still to be fetched from the partner`]
      : []),
    ...files.lost.map(({ record }) => `lost: the bytes of the file of ${record}`),
    ...(files.lostCount > files.lost.length ? [`lost: the bytes of more files, ${files.lostCount} in all`] : []),
    ...(restoredFrom === null
      ? []
      : [`internal records, accounts and tokens of after ${restoredFrom.at} are lost, and nobody else has them`]),
    '',
  ].join('\n');
}

export async function giveUp(
  data: string,
  asked: { partner: string; accord: string | undefined },
  io: Io,
): Promise<number> {
  const { abandonRecovery } = await import('#store/abandon-recovery.ts');
  const { parties } = await import('#store/parties.ts');
  const abandoned = await inDatabase(data, async (tx) => {
    const known = (await parties(tx)).find(
      ({ id, names, isSelf }) => !isSelf && (id === asked.partner || Object.values(names).includes(asked.partner)),
    );
    if (!known) throw new Failure('not-found', 'there is no such partner; give its id or its name');
    return abandonRecovery(tx, { partner: known.id, accord: asked.accord, at: new Date() });
  });
  for (const accord of abandoned) io.stdout.write(`${accord} is open again; its feeds begin a new epoch\n`);
  return 0;
}
