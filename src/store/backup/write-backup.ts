import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { Failure } from '#kernel/errors.ts';
import { keepBackupKey, syncFolder, writeNew, formatBackupKey, forgetBackup } from './backup-keys.ts';
import { dataFiles } from './data-files.ts';
import { dataFrames, jsonFrame, writeFrames, type Frame } from './frames.ts';
import { formatHeader, type Header } from './header.ts';
import { KEY_BYTES, sealChunks } from './seal.ts';
import { columnList, identifier, sequencePositions, tablesInOrder } from './tables.ts';

export type BackupOptions = {
  readonly dataDir: string;
  readonly owner: pg.ClientConfig;
  readonly to: string;
  /** A copy of the key, for a place elsewhere. */
  readonly keyTo?: string | undefined;
  readonly isPlain?: boolean;
  readonly now: Date;
  readonly randomBytes: (size: number) => Uint8Array;
};

export type Backup = { readonly id: string; readonly bytes: number; readonly rows: number };

/**
 * One file with all rows of one moment and the files of the folder, beside a node that goes on working. Memory does not grow with it.
 * Under its name stands only a whole backup, whose key is durable.
 */
export async function writeBackup(options: BackupOptions): Promise<Backup> {
  const { dataDir, owner, to, keyTo, now, isPlain = false } = options;
  for (const path of [to, ...(keyTo === undefined ? [] : [keyTo])]) await refusePlace(path, dataDir);
  const stamp = now
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, '')
    .toLowerCase();
  const id = `${stamp}-${Buffer.from(options.randomBytes(4)).toString('hex')}`;
  const key = options.randomBytes(KEY_BYTES);
  const partial = `${to}.partial-${process.pid}`;
  const file = await open(partial, 'wx', 0o600);
  const client = new pg.Client(owner);
  let copyOfKey: string | undefined;
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    await client.query("select set_config('entente.scope', 'node', true)");
    const header = await headerOf(client, { id, at: now.toISOString(), isEncrypted: !isPlain });
    if (!isPlain) {
      await keepKey(dataDir, { id, at: header.at, key }, keyTo);
      copyOfKey = keyTo;
    }
    const counted = { rows: 0 };
    await pipeline(
      Readable.from(writeFrames(contents(client, dataDir, counted))),
      createZstdCompress(),
      (compressed: AsyncIterable<Uint8Array>) => withHeader(compressed, header, isPlain ? undefined : key),
      file.createWriteStream({ flush: true }),
    );
    await rename(partial, to);
    await syncFolder(dirname(resolve(to)));
    return { id, bytes: (await stat(to)).size, rows: counted.rows };
  } catch (error) {
    await file.close().catch(() => {});
    await rm(partial, { force: true });
    await forgetBackup(dataDir, id).catch(() => {});
    if (copyOfKey !== undefined) await rm(copyOfKey, { force: true }); // it opens nothing
    throw error;
  } finally {
    await client.end();
  }
}

async function refusePlace(path: string, dataDir: string): Promise<void> {
  if (!relative(resolve(dataDir), resolve(path)).startsWith('..'))
    throw new Failure('bad-input', `${path} is in the data folder, and would be lost with it`);
  if (await stat(path).catch(() => undefined)) throw new Failure('bad-input', `${path} is there already`);
}

async function keepKey(dataDir: string, key: { id: string; at: string; key: Uint8Array }, copy: string | undefined) {
  await keepBackupKey(dataDir, key);
  if (copy !== undefined) await writeNew(copy, formatBackupKey(key));
}

async function headerOf(client: pg.Client, about: Pick<Header, 'id' | 'at' | 'isEncrypted'>): Promise<Header> {
  const self = await client.query<{ id: string }>('select id from store.party where is_self');
  const party = self.rows[0]?.id;
  if (party === undefined)
    throw new Failure('unavailable', 'this node has not started yet; there is nothing to back up');
  const { rows } = await client.query<{ name: string }>('select name from public.migration order by name');
  return { v: 1, party, migrations: rows.map(({ name }) => name), ...about };
}

async function* withHeader(
  compressed: AsyncIterable<Uint8Array>,
  header: Header,
  key: Uint8Array | undefined,
): AsyncGenerator<Uint8Array> {
  const text = formatHeader(header);
  yield Buffer.from(text);
  yield* key === undefined ? compressed : sealChunks(compressed, { key, header: text });
}

async function* contents(client: pg.Client, dataDir: string, counted: { rows: number }): AsyncGenerator<Frame> {
  for (const { path, mode, size } of await dataFiles(dataDir)) {
    yield jsonFrame('file', { path, mode, size });
    for await (const piece of createReadStream(join(dataDir, path))) yield* dataFrames(piece as Buffer);
  }
  const rows: Record<string, number> = {};
  for (const table of await tablesInOrder(client)) {
    yield jsonFrame('table', table);
    const copied = client.query(copyTo(`copy ${identifier(table)} (${columnList(table)}) to stdout`));
    for await (const piece of copied) yield* dataFrames(piece as Buffer);
    rows[identifier(table)] = copied.rowCount;
    counted.rows += copied.rowCount;
  }
  // Positions are of no transaction: read last, they are beyond every row above.
  yield jsonFrame('totals', { rows, sequences: await sequencePositions(client) });
}
