import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toBase64 } from '#platform';
import { beginAccessEpoch } from '#store/access-log.ts';
import { sql, type Db, type Tx } from '#store/db.ts';
import { beginLiveEra } from '#store/live.ts';

type Start = { readonly dataDir: string; readonly now: Date; readonly randomBytes: (size: number) => Uint8Array };

/**
 * Definitions, "Epoch, restore, keys": tells a continued node from one that was put back. The database holds what DATA/instance says
 * and which file it is (a copy of the folder is another file), and both change at each start (an older database says less).
 * Put back, by whatever means, the node waits for its partners before it signs: durable with the transaction.
 */
export async function beginInstance(
  db: Db,
  { dataDir, now, randomBytes }: Start,
): Promise<{ readonly isRestored: boolean }> {
  const path = join(dataDir, 'instance');
  const beside = `${path}.next`;
  const mark = await markOf(path);
  await rm(beside, { force: true });
  const next = await writeMark(beside, toBase64(randomBytes(32)));
  const isRestored = await db.transaction('node', async (tx) => {
    const held = await tx.row<{ current: string; next: string | null }>(
      sql`select current, next from store.instance for update`,
    );
    const isKnown = held ? [held.current, held.next].includes(mark ?? '') : mark !== undefined || (await isNew(tx));
    await tx.run(sql`
      insert into store.instance (current, next) values (${mark ?? next}, ${next})
      on conflict (is_one) do update set current = excluded.current, next = excluded.next`);
    if (!isKnown) {
      await waitForPartners(tx, now);
      await beginLiveEra(tx);
      await beginAccessEpoch(tx, now);
    }
    return !isKnown;
  });
  // Ends it here, the next start finds either file known.
  await rename(beside, path);
  const folder = await open(dirname(path), 'r');
  await folder.sync().catch(() => {}); // not on every system
  await folder.close();
  return { isRestored };
}

/** The text of the file and its number, which no copy has; undefined if there is none. */
export async function markOf(path: string): Promise<string | undefined> {
  try {
    const text = (await readFile(path, 'utf8')).trimEnd();
    return `${text} ${(await stat(path, { bigint: true })).ino}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeMark(path: string, text: string): Promise<string> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
    return `${text} ${(await file.stat({ bigint: true })).ino}`;
  } finally {
    await file.close();
  }
}

/** Before the node's first start there is nobody in it, not even itself. */
const isNew = async (tx: Tx): Promise<boolean> =>
  (await tx.row(sql`select 1 from store.party where is_self`)) === undefined;

/** Every partner is asked anew, and every accord with them is closed until it answered. */
async function waitForPartners(tx: Tx, now: Date): Promise<void> {
  await tx.run(sql`
    insert into store.recovery (partner, since) select id, ${now} from store.party where not is_self
    on conflict (partner) do update set since = excluded.since, listed_at = null, ended_at = null, problem = null`);
  await tx.run(sql`
    insert into store.recovering (accord, partner)
    select distinct accord, partner from (
      select accord, recipient as partner from store.release
      union select accord, case when is_ours then recipient else publisher end from store.feed
    ) known
    on conflict (accord) do update set got = 0, held = null, ended_at = null, problem = null`);
}
