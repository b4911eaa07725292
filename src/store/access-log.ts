import { fromBase64Strict, sha256, toBase64, utf8 } from '#platform';
import { accessOrigin, accessText, type AccessEntry } from '#kernel/log/access-entry.ts';
import {
  append,
  leafHash,
  tileReader,
  tilesForRoot,
  type Tile,
  type TileReader,
  type TileRef,
} from '#kernel/log/merkle.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import { quarterOf } from '#kernel/log/quarter.ts';
import { digestOf, type AccessLog } from '#store/access.ts';
import { bigints } from '#store/columns.ts';
import { prepared, sql, type Db, type Tx } from '#store/db.ts';
import type { HeldEntries } from '#store/held-entries.ts';
import { LOCKS } from '#store/locks.ts';
import type { Self } from '#store/self.ts';
import { signedCheckpoint } from '#store/sign.ts';
import { addCounts, publicPurpose } from '#store/transparency.ts';

/** So many leaves are made before the event loop is free again: a few milliseconds. */
const BATCH = 512;

export type AccessHead = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly lastId: number;
  readonly checkpoint: string;
  readonly key: Uint8Array;
  readonly signedAt: Date;
};

/** Undefined before the first entry has its place. */
export async function accessHead(tx: Tx): Promise<AccessHead | undefined> {
  const head = await tx.row<AccessHead>(sql`
    select origin, size, root, last_id as "lastId", checkpoint, key, signed_at as "signedAt" from oversight.access_log`);
  return head && { ...head, root: new Uint8Array(head.root), key: new Uint8Array(head.key) };
}

/** One that began when the node was put back from a backup, after `start` entries. */
export type AccessEpoch = {
  readonly epoch: number;
  readonly start: number;
  readonly root: Uint8Array;
  readonly at: Date;
};

/** All but the first, in order. */
export async function accessEpochs(tx: Tx): Promise<AccessEpoch[]> {
  const found = await tx.rows<AccessEpoch>(
    sql`select epoch, start, root, at from oversight.access_epoch order by epoch`,
  );
  return found.map((one) => ({ ...one, root: new Uint8Array(one.root) }));
}

/**
 * The node was put back: what was logged after the backup is gone, and the log says so itself. Durable with the mark that knew it, so that no
 * entry gets its place under the earlier epoch again.
 */
export async function beginAccessEpoch(tx: Tx, now: Date): Promise<void> {
  await tx.run(
    sql`select pg_advisory_xact_lock_shared(${LOCKS.accessEntries}), pg_advisory_xact_lock(${LOCKS.accessPlaces})`,
  );
  const head = await accessHead(tx);
  if (!head) return;
  const epoch = ((await accessEpochs(tx)).at(-1)?.epoch ?? 1) + 1;
  await tx.run(sql`
    insert into oversight.access_epoch (epoch, start, root, at) values (${epoch}, ${head.size}, ${head.root}, ${now})`);
  await tx.run(sql`
    insert into oversight.access (at, person, token, query, purpose, count, digest, disclosed_to, kind, outcome)
    values (${now}, null, null, ${`epoch ${epoch} after ${head.size} entries of root ${toBase64(head.root)}`}, 'restore', 0, ${digestOf([])},
      null, 'restore', 'answered')`);
}

export type Placing = {
  readonly db: Db;
  readonly self: Self;
  readonly held: HeldEntries;
  readonly access: AccessLog;
  readonly report: (line: string) => void;
};

/**
 * Gives every entry that is committed its place in the tree, under a signed checkpoint. Crashes lose nothing: the rows are there, and
 * the next call takes them up. What this process committed and does not find as it was is written again, with an alarm beside it.
 */
export async function placeAccesses({ db, self, held, access, report }: Placing): Promise<void> {
  const expected = held.committed();
  const last = await lastSettled(db);
  for (let isMore = true; isMore;) {
    const placed = await db.transaction('node', (tx) => placeBatch(tx, self, last));
    for (const text of placed) held.placed(text);
    isMore = placed.length === BATCH;
  }
  const lost = expected.filter(({ isPlaced }) => !isPlaced);
  for (const { text, access: entry } of lost) {
    held.placed(text);
    report('an entry of the access log was changed or removed in the database before it had its place');
    await access.keep(entry);
    const query = `${LOST}, at ${entry.at.toISOString()}: ${entry.query}`;
    await access.keep({
      ...entry,
      at: self.now(),
      kind: 'alarm',
      query,
      purpose: toBase64(leafHash(utf8(text))),
      ids: [],
    });
  }
}

const LOST = 'changed or removed before it had its place';

/** Ids up to this one are committed or never will be. The lock is held for a moment: whoever writes an entry meanwhile waits. */
function lastSettled(db: Db): Promise<number> {
  return db.transaction('node', async (tx) => {
    const locked = tx.run(sql`select pg_advisory_xact_lock(${LOCKS.accessEntries})`);
    locked.catch(() => {}); // awaited below; where the connection breaks, the next statement fails with it
    // In one trip; each statement sees what was committed before it, and this one begins behind the lock.
    const row = await tx.row<{ last: number | null }>(sql`select max(id) as last from oversight.access`);
    await locked;
    return row?.last ?? 0;
  });
}

export type AccessRow = {
  readonly id: number;
  readonly at: Date;
  readonly kind: AccessEntry['kind'];
  readonly outcome: AccessEntry['outcome'];
  readonly person: string | null;
  readonly token: string | null;
  readonly query: string;
  readonly purpose: string;
  readonly count: number;
  readonly digest: string;
  readonly to: string | null;
  readonly ids: readonly string[] | null;
};

export const ACCESS_COLUMNS = sql`a.id, a.at, a.kind, a.outcome, a.person, a.token, a.query, a.purpose, a.count, a.digest, a.disclosed_to as "to"`;

export const entryOf = (row: Omit<AccessRow, 'id' | 'ids'>): AccessEntry => ({
  v: 1,
  at: row.at.toISOString(),
  asked: row.query,
  kind: row.kind,
  outcome: row.outcome,
  person: row.person,
  token: row.token,
  purpose: row.purpose,
  count: row.count,
  digest: row.digest,
  to: row.to,
});

async function placeBatch(tx: Tx, self: Self, last: number): Promise<readonly string[]> {
  await tx.run(sql`select pg_advisory_xact_lock(${LOCKS.accessPlaces})`);
  const epochs = await accessEpochs(tx);
  const origin = accessOrigin(uuidOf(self.partyId), epochs.at(-1)?.epoch);
  const head = (await accessHead(tx)) ?? { size: 0, lastId: 0 };
  const rows = await tx.rows<AccessRow>(
    prepared(
      'accesses_due',
      sql`select ${ACCESS_COLUMNS}, i.ids from oversight.access a left join oversight.access_ids i on i.access = a.id
        where a.id > ${head.lastId} and a.id <= ${last} order by a.id limit ${BATCH}`,
    ),
  );
  const [first] = rows;
  if (!first) return [];
  const entries = rows.map(entryOf);
  const written = entries.map(accessText);
  const tiles = await readAccessTiles(tx, tilesForRoot(head.size));
  const grown = append({ size: head.size, tiles, leaves: written.map((text) => leafHash(utf8(text))) });
  const checkpoint = await signedCheckpoint({ origin, size: grown.size, root: grown.root }, [self]);
  const { id: lastId } = rows.at(-1)!;
  const now = self.now();
  await tx.run(sql`
    insert into oversight.access_batch (idx, count, first_id, last_id, placed_at, about)
    values (${head.size}, ${rows.length}, ${first.id}, ${lastId}, ${now}, ${bigints(aboutOf(rows))}::bigint[])`);
  await addCounts(
    tx,
    rows.map(({ at, kind, outcome, purpose }) => ({
      quarter: quarterOf(at),
      kind,
      outcome,
      purpose: publicPurpose(purpose),
    })),
  );
  await keepAccessTiles(tx, grown.tiles);
  await tx.run(sql`
    insert into oversight.access_log (origin, size, root, last_id, checkpoint, key, signed_at)
    values (${origin}, ${grown.size}, ${grown.root}, ${lastId}, ${checkpoint}, ${self.publicKey}, ${now})
    on conflict (one) do update set origin = excluded.origin, size = excluded.size, root = excluded.root, last_id = excluded.last_id,
      checkpoint = excluded.checkpoint, key = excluded.key, signed_at = excluded.signed_at`);
  return written;
}

/** Exactly the tiles that a tree function asked for, in one read. */
export async function readAccessTiles(tx: Tx, wanted: readonly TileRef[]): Promise<TileReader> {
  if (wanted.length === 0) return tileReader([]);
  const rows = await tx.rows<{ level: number; idx: number; hashes: Uint8Array }>(sql`
    select t.level, t.idx, t.hashes
    from unnest(${wanted.map(({ level }) => level)}::integer[], ${wanted.map(({ index }) => index)}::bigint[]) as w (level, idx)
    cross join lateral (select * from oversight.access_tile t where t.level = w.level and t.idx = w.idx offset 0) t`);
  return tileReader(rows.map(({ level, idx, hashes }) => ({ level, index: idx, hashes: new Uint8Array(hashes) })));
}

async function keepAccessTiles(tx: Tx, tiles: readonly Tile[]): Promise<void> {
  for (const { level, index, hashes } of tiles)
    await tx.run(sql`
      insert into oversight.access_tile (level, idx, hashes) values (${level}, ${index}, ${hashes})
      on conflict (level, idx) do update set hashes = excluded.hashes`);
}

/** What a batch says that it holds entries about: enough to pass over most batches, and no more than that. */
function aboutOf(rows: readonly AccessRow[]): number[] {
  const about = new Set<number>();
  for (const { person, token, purpose, kind, outcome, count, digest, ids } of rows) {
    if (count === 1) about.add(short(fromBase64Strict(digest)));
    for (const id of ids ?? []) about.add(aboutRecord(id));
    for (const [name, value] of Object.entries({ person, token, purpose, kind, outcome }))
      if (value !== null) about.add(aboutFact(name, value));
  }
  return [...about];
}

export const aboutRecord = (id: string): number => short(sha256(utf8(id)));
/** Of whoever, or whatever, an entry names. */
export const aboutFact = (name: string, value: string): number => {
  const key = `${name} ${value}`;
  let known = FACTS.get(key);
  if (known === undefined) {
    if (FACTS.size > 10_000) FACTS.clear();
    FACTS.set(key, (known = short(sha256(utf8(key)))));
  }
  return known;
};
/** The same few persons, tokens and purposes come in nearly every entry. */
const FACTS = new Map<string, number>();

/** 48 bits: a safe integer. Two of one number cost a look at a batch, nothing else. */
const short = (hash: Uint8Array): number => hash.subarray(0, 6).reduce((number, byte) => number * 256 + byte, 0);
