import { fromBase64Strict, toBase64, utf8 } from '#platform';
import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import { cosignerKey } from '#kernel/log/cosignature.ts';
import { parseEntry, type ReceiptEntry } from '#kernel/log/entry.ts';
import { fault, isFault, type Fault } from '#kernel/log/faults.ts';
import { isSameHash, treeRoot } from '#kernel/log/merkle.ts';
import { parseNote } from '#kernel/log/note.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import type { Said } from '#kernel/protocol/restore.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import { openEpoch } from './epochs.ts';
import { ownKeys, partnerKeys } from './keyring.ts';
import { Lost } from './lost.ts';
import { entriesOf, entryKey, feedAt, feedOf, feedsOf, isClosed, tilesOf, type Feed, type SimNode } from './node.ts';
import type { Call, Reply } from './serve.ts';
import type { HeldFeed } from './serve-held.ts';
import { takeBack } from './take-back.ts';

// What src/store/instance.ts, recovery.ts, settle-recovery.ts, abandon-recovery.ts and src/federation/recover.ts do.

/** The storage is what it was; from this transaction on the accord is closed. */
export function putBack(node: SimNode, backup: () => void): void {
  backup();
  node.storage.transaction(() => {
    if (node.rules.isClosedAfterRestore()) node.recovery.set('partner', { problem: null, held: [] });
    else node.recovery.delete('partner'); // a mutant
  });
}

type Recovering<T> = Generator<Call, T, Reply>;

/** Before anything is pulled: what the partner holds of our own feeds. True if all of it is here. */
export function* recover(node: SimNode): Recovering<boolean> {
  const reply = yield { ask: 'held' };
  if (typeof reply === 'string' || !('held' in reply)) throw new Lost();
  if (!isClosed(node)) return true; // another pass was quicker
  const wrong = yield* recoverAll(node, reply.held);
  if (isClosed(node)) noteRecovery(node, { problem: wrong ?? null });
  return wrong === undefined;
}

function noteRecovery(node: SimNode, change: { problem?: Fault | null; held?: readonly HeldFeed[] }): void {
  node.storage.transaction(() => {
    const before = node.recovery.get('partner');
    const isNews = before && (change.held !== undefined || before.problem?.line !== change.problem?.line);
    if (isNews && JSON.stringify({ ...before, ...change }) !== JSON.stringify(before))
      node.recovery.set('partner', { ...before, ...change });
  });
}

function* recoverAll(node: SimNode, held: readonly HeldFeed[]): Recovering<Fault | undefined> {
  const missing = node.feeds
    .all()
    .find((own) => own.isOurs && (own.cosignedSize ?? 0) > 0 && !held.some((one) => isSameFeed(one, own)));
  if (missing) return fault('missing-entries', `The partner does not return a feed that it had cosigned.`);
  const inOrder = [...held].sort(
    (a, b) =>
      Number(b.channel === CHARTER) - Number(a.channel === CHARTER) ||
      (a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : a.epoch - b.epoch),
  );
  for (const one of inOrder) {
    const wrong = judge(node, one);
    if (wrong) return wrong;
  }
  noteRecovery(node, { held });
  for (const one of inOrder) {
    const isOver = held.some(({ channel, epoch }) => channel === one.channel && epoch > one.epoch);
    const wrong = yield* recoverFeed(node, one, isOver);
    if (wrong) return wrong;
  }
  return undefined;
}

const isSameFeed = (a: { channel: string; epoch: number }, b: { channel: string; epoch: number }): boolean =>
  a.channel === b.channel && a.epoch === b.epoch;

const ownAt = (node: SimNode, { channel, epoch }: HeldFeed): Feed => feedAt(node, { channel, isOurs: true }, epoch);

function* recoverFeed(node: SimNode, held: HeldFeed, isOver: boolean): Recovering<Fault | undefined> {
  const { channel, epoch } = held;
  for (;;) {
    const wrong = judge(node, held);
    if (wrong) return wrong;
    const { size } = ownAt(node, held);
    if (size >= held.size) break;
    const reply = yield { ask: 'returned', channel, epoch, from: size };
    if (typeof reply === 'string' || !('page' in reply)) throw new Lost();
    if (reply.page.entries.length === 0)
      return fault('missing-entries', 'The partner does not return what it says that it holds.');
    const taken = node.storage.transaction(() => {
      const feed = ownAt(node, held);
      return feed.size === size && isClosed(node) ? takeBack(node, feed, reply.page) : 0;
    });
    if (isFault(taken)) return taken;
    if (!isClosed(node)) return undefined; // another pass was quicker
  }
  node.storage.transaction(() => keepCosigned(node, held));
  const { size, origin } = ownAt(node, held);
  if (isOver) return undefined; // nothing more is signed in it
  const own = { size, rootAt: (at: number) => treeRoot(at, tilesOf(node, origin)) };
  return node.rules.judgeRead(own, held.size, parseCheckpoint(parseNote(held.checkpoint).text));
}

/** The checkpoint bears our own signature, and what is said to be held begins as the backup does. */
function judge(node: SimNode, held: HeldFeed): Fault | undefined {
  const feed = ownAt(node, held);
  const opened = node.rules.openCheckpoint(held.checkpoint, feed.origin, ownKeys(node).chain, node.keys.verify);
  if (isFault(opened)) return opened;
  const { size, root: signedRoot } = opened.checkpoint;
  const root = fromBase64Strict(held.root);
  if (size < held.size || (size === held.size && !isSameHash(signedRoot, root)))
    return fault('changed-entry', 'What the partner says that it holds of our feed is not what we had signed.');
  const tiles = tilesOf(node, feed.origin);
  const own = { size: feed.size, cosigned: feed.cosignedSize ?? 0, rootAt: (at: number) => treeRoot(at, tiles) };
  return node.rules.judgeReturned(own, { size: held.size, root });
}

/** The partner's newest cosignature, if it is theirs and over what is here. */
function keepCosigned(node: SimNode, held: HeldFeed): void {
  if (held.cosigned === null) return;
  const feed = ownAt(node, held);
  const note = parseNote(held.cosigned);
  const { origin, size, root } = parseCheckpoint(note.text);
  const keys = partnerKeys(node).chain.map((key) => cosignerKey(uuidOf(node.partner.partyId), key));
  if (isFault(node.rules.verifyNote(note, keys, node.keys.verify))) return;
  if (origin !== feed.origin || size > feed.size || size <= (feed.cosignedSize ?? 0)) return;
  if (!isSameHash(treeRoot(size, tilesOf(node, origin)), root)) return;
  node.feeds.set(origin, { ...feed, cosignedSize: size, cosignedNote: held.cosigned });
}

/** Both directions are here again: the accord is open from this transaction on, unless the partner left out what we had seen. */
export function reopen(node: SimNode): void {
  node.storage.transaction(() => {
    if (!isClosed(node)) return;
    const wrong = settle(node);
    if (wrong) noteRecovery(node, { problem: wrong });
    else node.recovery.delete('partner');
  });
}

function settle(node: SimNode): Fault | undefined {
  const feeds = node.feeds.all();
  for (const feed of feeds.filter(({ isOurs }) => isOurs)) {
    const wrong = judgeSeen(node, feed);
    if (wrong) return wrong;
  }
  for (const feed of feeds.filter(({ isOurs }) => !isOurs)) {
    countOn(node, feed);
    settleReceipts(node, feed);
  }
  return undefined;
}

function judgeSeen(node: SimNode, feed: Feed): Fault | undefined {
  const last = entriesOf(node, feed).at(-1);
  const seen = last && parseEntry(utf8(last.body)).seen;
  const opposite = feedOf(node, feed.channel, false);
  if (!node.rules.isSeenHere(seen, opposite))
    return fault('missing-entries', 'The partner does not give all that we had seen of its feed.');
  if (!seen || seen[0] !== opposite.epoch || seen[1] === 0) return undefined;
  return toBase64(treeRoot(seen[1], tilesOf(node, opposite.origin))) === seen[2]
    ? undefined
    : fault('fork', 'The partner gives another history of its feed than the one that we had seen.');
}

/** Entries of ours that had seen an epoch which was not here when they came back count from the first one, too. */
function countOn(node: SimNode, { base, epoch, channel }: Feed): void {
  if (base === 0) return;
  for (const own of feedsOf(node, { channel, isOurs: true })) {
    for (const entry of entriesOf(node, own)) {
      const { seen } = parseEntry(utf8(entry.body));
      if (seen[0] === epoch) node.entries.set(entryKey(own.origin, entry.index), { ...entry, seen: base + seen[1] });
    }
  }
}

function settleReceipts(node: SimNode, { origin, channel, epoch }: Feed): void {
  const last = entriesOf(node, feedOf(node, channel, true)).at(-1);
  if (last && parseEntry(utf8(last.body)).seen[0] > epoch) {
    const over = node.feeds.get(origin)!;
    node.feeds.set(origin, { ...over, receiptedSize: over.size });
    return;
  }
  const said = node.rules.saidOf(ownReceipts(node, channel), epoch);
  if (said.reach === 0) return;
  const feed = node.feeds.get(origin)!;
  const excepted = entriesOf(node, feed).flatMap(({ index, kind, state, code }) =>
    state === null || code === null ? [] : [{ index, kind, state, code }],
  );
  const { receiptedSize, lifted } = node.rules.agree(said, feed.size, excepted);
  for (const index of lifted) {
    const key = entryKey(origin, index);
    node.entries.set(key, { ...node.entries.get(key)!, state: 'stored', code: 'lifted' });
  }
  node.feeds.set(origin, { ...feed, receiptedSize });
}

/** What the partner did not hold of an epoch at its end was not said. */
const ownReceipts = (node: SimNode, channel: string): ReceiptEntry[] =>
  feedsOf(node, { channel, isOurs: true }).flatMap((own) =>
    entriesOf(node, { ...own, size: own.ended?.size ?? own.size }).flatMap(({ kind, body }) => {
      const entry = kind === 'receipt' ? parseEntry(utf8(body)) : undefined;
      return entry?.kind === 'receipt' ? [entry] : [];
    }),
  );

export type SaidAhead = Said & { readonly expunged: ReadonlySet<number> };

/** What we had said of entries that are still to come again. */
export function saidAhead(node: SimNode, { origin, channel, epoch }: Feed): SaidAhead {
  const gone = node.acts.all().filter(({ act, about }) => act.kind === 'expunge' && about?.origin === origin);
  const expunged = new Set(gone.flatMap(({ about }) => about?.index ?? []));
  return { ...node.rules.saidOf(ownReceipts(node, channel), epoch), expunged };
}

/** The partner had verified a checkpoint that it could not read to its end: beside that nothing is signed in this epoch. */
export const isLostBehind = (node: SimNode): boolean =>
  node.recovery.get('partner')?.problem?.line.endsWith('the others are lost.') === true;

/** The administrator's decision that what is missing will not come: new epochs after what the partner is known to hold. */
export function giveUp(node: SimNode): void {
  node.storage.transaction(() => {
    const { held } = node.recovery.get('partner')!;
    const ours = node.feeds.all().filter((feed) => feed.isOurs && feedOf(node, feed.channel, true) === feed);
    for (const feed of ours) {
      const said = held.find((one) => isSameFeed(one, feed));
      if (said || feed.cosignedNote === null) {
        const { size, root } = said ? { size: said.size, root: fromBase64Strict(said.root) } : feed;
        if (feed.size > 0 || size > 0) anew(node, feed, { size, root });
        continue;
      }
      anew(node, feed, parseCheckpoint(parseNote(feed.cosignedNote).text));
    }
    node.recovery.delete('partner');
  });
}

function anew(node: SimNode, feed: Feed, { size, root }: Pick<Feed, 'size' | 'root'>): void {
  const isHere = size <= feed.size && isSameHash(treeRoot(size, tilesOf(node, feed.origin)), root);
  openEpoch(node, feed.channel, { epoch: feed.epoch, size, root }, isHere ? size : size > feed.size ? feed.size : 0);
}
