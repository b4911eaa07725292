import { fromBase64Strict } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import { isSameHash, tilesForRoot, treeRoot } from '#kernel/log/merkle.ts';
import { parseNote } from '#kernel/log/note.ts';
import type { HeldState } from '#kernel/protocol/epoch.ts';
import { sql, type Tx } from '#store/db.ts';
import { openEpoch } from '#store/epochs.ts';
import { feedsOfAccord, readTiles, type Feed } from '#store/feeds.ts';
import { openAccordsOf, reopen } from '#store/recovery.ts';
import { lockSequencer } from '#store/sequencer.ts';

/** What a partner said that it holds of a feed of ours; `root` in base64. */
export type HeldOfOurs = {
  readonly channel: string;
  readonly epoch: number;
  readonly size: number;
  readonly root: string;
};

/**
 * The administrator's decision that a partner will not return what it held: each feed of ours begins a new epoch after the largest
 * state that the partner is known to hold, and the accord is open again. What was published after it and did not come back is lost.
 */
export async function abandonRecovery(
  tx: Tx,
  { partner, accord, at }: { readonly partner: string; readonly accord?: string | undefined; readonly at: Date },
): Promise<readonly string[]> {
  await lockSequencer(tx);
  const closed = await openAccordsOf(tx, partner);
  const abandoned = accord === undefined ? closed : closed.filter((one) => one === accord);
  if (abandoned.length === 0) throw new Failure('not-found', 'nothing of this partner is waited for');
  for (const one of abandoned) {
    const row = await tx.row<{ held: string | null }>(sql`select held from store.recovering where accord = ${one}`);
    const held = row?.held == null ? [] : (JSON.parse(row.held) as HeldOfOurs[]);
    for (const feed of newestOf((await feedsOfAccord(tx, one)).filter(({ isOurs }) => isOurs)))
      await beginAnew(tx, feed, held);
    await reopen(tx, one, at);
  }
  if (accord === undefined)
    await tx.run(
      sql`update store.recovery set listed_at = coalesce(listed_at, ${at}), ended_at = ${at} where partner = ${partner} and ended_at is null`,
    );
  return abandoned;
}

const newestOf = (feeds: readonly Feed[]): Feed[] =>
  feeds.filter((feed) => !feeds.some(({ channel, epoch }) => channel === feed.channel && epoch > feed.epoch));

async function beginAnew(tx: Tx, feed: Feed, held: readonly HeldOfOurs[]): Promise<void> {
  const known = knownOf(feed, held);
  if (feed.size === 0 && known.size === 0) return;
  const common = await commonOf(tx, feed, known);
  await tx.run(sql`
    insert into store.lost (feed, idx, c)
    select ${feed.id}, idx, null from generate_series(${feed.size}::bigint, ${known.size - 1}::bigint) as t (idx)
    on conflict (feed, idx) do nothing`);
  await openEpoch(tx, feed, known, common);
}

/** What the partner said last; else what it had cosigned to us. */
function knownOf(feed: Feed, held: readonly HeldOfOurs[]): HeldState {
  const said = held.find(({ channel, epoch }) => channel === feed.channel && epoch === feed.epoch);
  if (said) return { epoch: feed.epoch, size: said.size, root: fromBase64Strict(said.root) };
  if (feed.cosignedNote === null) return { epoch: feed.epoch, size: feed.size, root: new Uint8Array(feed.root) };
  const { size, root } = parseCheckpoint(parseNote(feed.cosignedNote).text);
  return { epoch: feed.epoch, size, root };
}

/** Below it the partner's history is the one that is here. */
async function commonOf(tx: Tx, feed: Feed, { size, root }: HeldState): Promise<number> {
  if (size > feed.size) return feed.size;
  const tiles = await readTiles(tx, feed.id, tilesForRoot(size));
  return isSameHash(treeRoot(size, tiles), root) ? size : 0;
}
