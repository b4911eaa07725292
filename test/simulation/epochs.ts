import { utf8 } from '#platform';
import { parseEntry, type EpochEntry } from '#kernel/log/entry.ts';
import { isSameHash, treeRoot } from '#kernel/log/merkle.ts';
import type { EndedLog } from '#kernel/log/seen.ts';
import { nextEpoch, type HeldState } from '#kernel/protocol/epoch.ts';
import { queueAct } from './deletion.ts';
import {
  entriesOf,
  entryKey,
  feedAt,
  feedOf,
  feedsOf,
  FIRST_EPOCH,
  tilesOf,
  type Feed,
  type SimNode,
  type StoredEntry,
} from './node.ts';

// What src/store/epochs.ts and src/federation/take-epoch.ts do.

/** Ends a feed of ours with what its recipient holds of it, and opens the next epoch. One transaction. */
/** `common`: below it the recipient's history is the one that is here. */
export function openEpoch(node: SimNode, channel: string, previous: HeldState, common: number = previous.size): void {
  node.storage.transaction(() => {
    const line = { channel, isOurs: true };
    const ended = feedAt(node, line, previous.epoch);
    if (ended.ended !== null) return;
    const { epoch, base, previous: said } = nextEpoch(ended, previous);
    node.feeds.set(ended.origin, { ...ended, ended: { size: previous.size, root: previous.root } });
    const next = feedAt(node, line, epoch);
    // Its key is chosen anew: a change of key that the recipient never saw went with the epoch that ended.
    node.feeds.set(next.origin, { ...next, base, key: node.rules.isKeyChosenAnew() ? null : ended.key });
    for (const own of node.acts.all())
      if (own.act.kind === 'key' && own.index === null && own.channel === channel) node.acts.delete(own.id);
    queueAct(node, channel, { kind: 'epoch', previous: said });
    publishAgain(node, ended, common);
  });
}

/** What the recipient does not hold is said again. */
export function publishAgain(node: SimNode, ended: Feed, from: number): void {
  const entries = entriesOf(node, ended);
  releaseAgain(
    node,
    entries.filter(({ kind, index }) => kind === 'record' && index >= from),
  );
  for (const own of node.acts.all()) {
    const { act, about, origin, index } = own;
    const isAboutLost = act.kind === 'recall' && about?.origin === ended.origin && about.index >= from;
    // What the recipient does not hold need not be recalled.
    if (isAboutLost && index === null) node.acts.delete(own.id);
    const isAgain = act.kind === 'expunge' || (act.kind === 'recall' && !isAboutLost);
    const isLost = origin === ended.origin && index !== null && index >= from;
    if (isLost && isAgain) node.acts.set(own.id, { ...own, origin: null, index: null });
  }
  for (const { kind, body } of entries.slice(from)) {
    const entry = kind === 'receipt' ? parseEntry(utf8(body)) : undefined;
    if (entry?.kind !== 'receipt') continue;
    const theirs = feedAt(node, { channel: ended.channel, isOurs: false }, entry.seen[0]);
    if (node.feeds.get(theirs.origin))
      node.feeds.set(theirs.origin, { ...theirs, receiptedSize: Math.min(theirs.receiptedSize, entry.from) });
  }
}

/** What the recipient refused only because the accord was not in force, after its last word on the epochs that are over. */
export function releaseRefused(node: SimNode, channel: string): void {
  const newest = feedOf(node, channel, true);
  if (newest.epoch === FIRST_EPOCH || !node.rules.isEpochAnswered(newest)) return;
  const isKept = ({ record }: StoredEntry): boolean => record !== null && !node.records.get(record)!.isExpunged;
  for (const feed of feedsOf(node, { channel, isOurs: true }))
    if (feed.ended !== null)
      releaseAgain(
        node,
        entriesOf(node, feed).filter((entry) => node.rules.isRetaken(entry) && isKept(entry)),
      );
}

/** They leave their places in the epoch that ended, and wait for one in the newest. */
function releaseAgain(node: SimNode, entries: readonly StoredEntry[]): void {
  for (const entry of entries) {
    if (entry.record === null) continue;
    const found = node.releases.get(entry.record);
    const row = found?.origin === entry.origin && found.index === entry.index ? found : undefined;
    const isExpunged = node.records.get(entry.record)!.isExpunged;
    // Released anew: terms may have changed. What was deleted meanwhile stays.
    const again = isExpunged
      ? ({ outcome: 'no', code: 'recalled' } as const)
      : ({ outcome: node.rules.isReleasedAnew() ? 'queued' : 'yes', code: null } as const);
    const disclosure = again.outcome === 'queued' ? null : (row?.disclosure ?? null);
    if (row) node.releases.set(entry.record, { ...row, ...again, disclosure, origin: null, index: null });
    node.entries.set(entryKey(entry.origin, entry.index), { ...entry, record: null });
  }
}

/** The epoch before is over: nothing more is taken of it, and positions count on from its end. */
export function takeEpoch(node: SimNode, feed: Feed, { previous: [epoch, size] }: EpochEntry): void {
  const before = node.feeds.get(feedAt(node, feed, epoch).origin);
  node.feeds.set(feed.origin, { ...node.feeds.get(feed.origin)!, base: (before?.base ?? 0) + size });
  if (before) node.feeds.set(before.origin, { ...before, ended: { size: before.size, root: before.root } });
}

/** That its recipient held, at its end, the beginning of what is here. */
export const isOwnHistory = (
  node: SimNode,
  { origin, size, ended }: Pick<Feed, 'origin' | 'size' | 'ended'>,
): boolean =>
  ended !== null && ended.size <= size && isSameHash(treeRoot(ended.size, tilesOf(node, origin)), ended.root);

/** Our own earlier epochs, as the partner's entries may speak of them. */
export function endedLogs(node: SimNode, channel: string): EndedLog[] {
  return feedsOf(node, { channel, isOurs: true }).flatMap(({ epoch, origin, size, ended }): EndedLog[] => {
    if (ended === null) return [];
    const tiles = tilesOf(node, origin);
    const isHeld = isOwnHistory(node, { origin, size, ended });
    const rootAt = (at: number) => (at === ended.size ? ended.root : isHeld ? treeRoot(at, tiles) : undefined);
    return [{ epoch, size: ended.size, rootAt }];
  });
}

/** The newest epoch of a partner's feed of which anything is held. */
export function newestHeld(node: SimNode, channel: string): HeldState | undefined {
  const newest = feedOf(node, channel, false);
  return newest.size > 0 ? newest : undefined;
}
