import { FIRST_EPOCH } from '#kernel/protocol/epoch.ts';
import { formatOrigin, uuidOf } from '#kernel/log/origin.ts';
import { emptyRoot, tileReader, type Tile, type TileReader, type TileRef } from '#kernel/log/merkle.ts';
import { sql, type Tx } from '#store/db.ts';
import { tellOfQuarantine } from '#store/happenings.ts';

/** One append-only log per (publisher, recipient, accord, channel, epoch), ours or a partner's as we verified it. */
export type Feed = {
  readonly id: number;
  readonly origin: string;
  readonly publisher: string;
  readonly recipient: string;
  readonly accord: string;
  readonly channel: string;
  readonly epoch: number;
  /** How many entries the earlier epochs hold: positions count on. */
  readonly base: number;
  readonly isOurs: boolean;
  readonly size: number;
  readonly root: Uint8Array;
  readonly checkpoint: string | null;
  readonly signedAt: Date | null;
  readonly receiptedSize: number;
  readonly cosignedSize: number | null;
  readonly cosignedAt: Date | null;
  readonly cosignedNote: string | null;
  readonly lastContact: Date | null;
  /** That the next checkpoint is signed by; null until something was signed, or taken whole. */
  readonly key: Uint8Array | null;
  /** Of an epoch that is over: what the recipient held of it when the next one opened. Nothing is written to it, or taken of it. */
  readonly endedSize: number | null;
  readonly endedRoot: Uint8Array | null;
  readonly faultName: string | null;
  readonly faultDetail: string | null;
  readonly faultAt: Date | null;
  /** When a person decided that it is judged again; the fault stands until it was. */
  readonly liftedAt: Date | null;
};

const FEEDS = sql`select id, origin, publisher, recipient, accord, channel, epoch, base, is_ours as "isOurs", size, root, checkpoint,
  signed_at as "signedAt", receipted_size as "receiptedSize", cosigned_size as "cosignedSize", cosigned_at as "cosignedAt", cosigned_note as "cosignedNote",
  key, ended_size as "endedSize", ended_root as "endedRoot",
  last_contact as "lastContact", fault_name as "faultName", fault_detail as "faultDetail", fault_at as "faultAt", lifted_at as "liftedAt"
  from store.feed`;

export type FeedKey = Pick<Feed, 'publisher' | 'recipient' | 'accord' | 'channel' | 'epoch'>;

/** Both epochs of one direction of an accord's channel. */
export type FeedLine = Omit<FeedKey, 'epoch'>;

export const originOf = (key: FeedKey): string =>
  formatOrigin({
    publisher: uuidOf(key.publisher),
    recipient: uuidOf(key.recipient),
    accord: uuidOf(key.accord),
    channel: key.channel,
    epoch: key.epoch,
  });

export function feeds(tx: Tx): Promise<Feed[]> {
  return tx.rows<Feed>(sql`${FEEDS} order by accord, channel, epoch, is_ours desc`);
}

export type FeedPlace = readonly [accord: string, channel: string, epoch: number, isTheirs: 0 | 1];

/** The same from behind a place on. */
export function feedsAfter(tx: Tx, after: FeedPlace | undefined, limit: number): Promise<Feed[]> {
  const [accord, channel, epoch, isTheirs] = after ?? [null, null, null, null];
  return tx.rows<Feed>(
    sql`${FEEDS}
      where ${accord}::text is null
        or (accord, channel, epoch, not is_ours) > (${accord}, ${channel}, ${epoch}::integer, ${isTheirs}::integer = 1)
      order by accord, channel, epoch, is_ours desc limit ${limit}`,
  );
}

/** Accords of which a charter feed of the partner's is in quarantine. */
export async function accordsUnheard(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ accord: string }>(sql`
    select distinct accord from store.feed where channel = 'charter' and not is_ours and fault_name is not null`);
  return new Set(rows.map(({ accord }) => accord));
}

export function feedById(tx: Tx, id: number): Promise<Feed | undefined> {
  return tx.row<Feed>(sql`${FEEDS} where id = ${id}`);
}

export function feedByOrigin(tx: Tx, origin: string): Promise<Feed | undefined> {
  return tx.row<Feed>(sql`${FEEDS} where origin = ${origin}`);
}

export function feedsOfAccord(tx: Tx, accord: string): Promise<Feed[]> {
  return tx.rows<Feed>(sql`${FEEDS} where accord = ${accord} order by channel, is_ours desc`);
}

export function feedsFor(tx: Tx, recipient: string): Promise<Feed[]> {
  return tx.rows<Feed>(sql`${FEEDS} where is_ours and recipient = ${recipient} order by id`);
}

/** That no charter feed of the accord is in quarantine here, as it stands in its newest epoch. */
export async function isCharterHeard(tx: Tx, accord: string): Promise<boolean> {
  const deaf = await tx.row(sql`
    select 1 from store.feed f
    where f.accord = ${accord} and f.channel = 'charter' and not f.is_ours and f.fault_name is not null
      and not exists (
        select 1 from store.feed n
        where n.publisher = f.publisher and n.recipient = f.recipient and n.accord = f.accord and n.channel = f.channel and n.epoch > f.epoch)
    limit 1`);
  return deaf === undefined;
}

/** What a partner published for us, as far as we hold it. */
export function feedsFrom(tx: Tx, publisher: string): Promise<Feed[]> {
  return tx.rows<Feed>(
    sql`${FEEDS} where not is_ours and publisher = ${publisher} and (size > 0 or fault_name is not null) order by id`,
  );
}

/** The feed of the key, locked for this transaction; an empty one is made at its first use. */
export async function lockFeed(tx: Tx, key: FeedKey, isOurs: boolean): Promise<Feed> {
  const origin = originOf(key);
  await tx.run(sql`
    insert into store.feed (origin, publisher, recipient, accord, channel, epoch, is_ours, root)
    values (${origin}, ${key.publisher}, ${key.recipient}, ${key.accord}, ${key.channel}, ${key.epoch}, ${isOurs}, ${emptyRoot()})
    on conflict (origin) do nothing`);
  return (await tx.row<Feed>(sql`${FEEDS} where origin = ${origin} for update`))!;
}

/** The feed that is written to, or spoken of, now: that of the newest epoch. Earlier ones stand as they ended. */
export async function lockNewestFeed(tx: Tx, line: FeedLine, isOurs: boolean): Promise<Feed> {
  const epoch = (await newestFeed(tx, line))?.epoch ?? FIRST_EPOCH;
  return lockFeed(tx, { ...line, epoch }, isOurs);
}

/** Every epoch of the line, the earliest first. */
export function feedsOfLine(tx: Tx, line: FeedLine): Promise<Feed[]> {
  return tx.rows<Feed>(
    sql`${FEEDS}
      where publisher = ${line.publisher} and recipient = ${line.recipient} and accord = ${line.accord} and channel = ${line.channel}
      order by epoch`,
  );
}

export function newestFeed(tx: Tx, line: FeedLine): Promise<Feed | undefined> {
  return tx.row<Feed>(
    sql`${FEEDS}
      where publisher = ${line.publisher} and recipient = ${line.recipient} and accord = ${line.accord} and channel = ${line.channel}
        -- What a partner claims to be an epoch is one only once it was taken.
        and (is_ours or size > 0 or epoch = ${FIRST_EPOCH})
      order by epoch desc limit 1`,
  );
}

/** By epoch, what is added to a size of that epoch so that it counts from the first. */
export async function basesOf(tx: Tx, line: FeedLine): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.rows<Pick<Feed, 'epoch' | 'base'>>(sql`
    select epoch, base from store.feed
    where publisher = ${line.publisher} and recipient = ${line.recipient} and accord = ${line.accord} and channel = ${line.channel}`);
  return new Map(rows.map(({ epoch, base }) => [epoch, base]));
}

/** The other direction of the same accord and channel; epochs of the two are counted apart. */
export const oppositeLine = ({ publisher, recipient, accord, channel }: FeedLine): FeedLine => ({
  publisher: recipient,
  recipient: publisher,
  accord,
  channel,
});

/** Exactly the tiles that a tree function asked for, in one read. */
export async function readTiles(tx: Tx, feed: number, wanted: readonly TileRef[]): Promise<TileReader> {
  if (wanted.length === 0) return tileReader([]);
  const rows = await tx.rows<{ level: number; idx: number; hashes: Uint8Array }>(sql`
    select w.level, w.idx, t.hashes
    from unnest(${wanted.map((tile) => tile.level)}::integer[], ${wanted.map((tile) => tile.index)}::bigint[]) as w (level, idx)
    -- One look-up for each: a join of the tables would read every tile of the feed.
    cross join lateral (
      select hashes from store.tile where feed = ${feed} and level = w.level and idx = w.idx offset 0
    ) t`);
  return tileReader(rows.map((row) => ({ level: row.level, index: row.idx, hashes: new Uint8Array(row.hashes) })));
}

export async function keepTiles(tx: Tx, feed: number, tiles: readonly Tile[]): Promise<void> {
  for (const tile of tiles) {
    await tx.run(sql`
      insert into store.tile (feed, level, idx, hashes) values (${feed}, ${tile.level}, ${tile.index}, ${tile.hashes})
      on conflict (feed, level, idx) do update set hashes = excluded.hashes`);
  }
}

export async function quarantineFeed(
  tx: Tx,
  origin: string,
  fault: { name: string; detail: string; at: Date },
): Promise<void> {
  const isNews = await tx.run(sql`
    update store.feed set fault_name = ${fault.name}, fault_detail = ${fault.detail}, fault_at = ${fault.at}, lifted_at = null
    where origin = ${origin} and (fault_name is null or lifted_at is not null)`);
  if (isNews > 0) await tellOfQuarantine(tx, { origin, name: fault.name, at: fault.at });
}

/** Neither read nor written until a person decides. */
export const isInQuarantine = ({ faultName, liftedAt }: Pick<Feed, 'faultName' | 'liftedAt'>): boolean =>
  faultName !== null && liftedAt === null;

/** What the feed shows now is what is held: the quarantine that a person lifted is over. */
export async function endQuarantine(tx: Tx, feed: Pick<Feed, 'id'>): Promise<void> {
  await tx.run(sql`
    update store.feed set fault_name = null, fault_detail = null, fault_at = null, lifted_at = null
    where id = ${feed.id} and lifted_at is not null`);
}
