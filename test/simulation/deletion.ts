import type { ExpungeEntry, RecallCode, RecallEntry } from '#kernel/log/entry.ts';
import type { Exception } from '#kernel/protocol/partner-record.ts';
import { expungedBy, recalledBy, type EntryPlace } from '#kernel/protocol/recall.ts';
import { stubOf } from '#kernel/record/stub.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import {
  entryKey,
  feedAt,
  feedOf,
  isClosed,
  standingOf,
  versionsOf,
  type Act,
  type Feed,
  type Line,
  type OwnAct,
  type SimNode,
  type StoredEntry,
  type StoredRecord,
} from './node.ts';

// What src/store/recall.ts, expunge.ts, give-up.ts and src/federation/deletions.ts do.

export type RecallAsked = { readonly id: string; readonly code: RecallCode; readonly modified?: string };

/** The author deletes all versions of a record, or one, and asks the recipient to. One transaction. Says why not. */
export function recall(node: SimNode, { id, code, modified }: RecallAsked): string | null {
  if (isClosed(node)) return 'closed';
  const versions = versionsOf(node, id).filter((one) => modified === undefined || one.modified === modified);
  const left = versions.filter(({ isExpunged }) => !isExpunged);
  const standing = standingOf(node);
  const charter = feedOf(node, CHARTER, true);
  const hasEnded =
    standing?.facts.state === 'terminated' && node.rules.hasEndedForBoth(standing.fold, node.partyId, charter);
  for (const { type, channel, publisher, isExpunged } of left.length > 0 ? left : versions) {
    const isOwn = publisher === node.partyId;
    const why = node.rules.whyNotRecalled({ type, channel, isOwn, isExpunged, isHeld: isHeld(node, id), hasEnded });
    if (why) return why;
  }
  node.storage.transaction(() => {
    for (const record of [...left].sort((a, b) => a.seq - b.seq)) withdraw(node, record, code);
  });
  return null;
}

const isHeld = (node: SimNode, id: string): boolean => node.holds.get(id) === true;

/** What was not sent is never sent, what was is asked back, and our own content goes with it. */
function withdraw(node: SimNode, record: StoredRecord, code: RecallCode): void {
  const row = node.releases.get(record.seq);
  if (row && (row.index === null || row.origin === null))
    node.releases.set(record.seq, { ...row, outcome: 'no', code: 'recalled' });
  else if (row) {
    const { origin, index } = row as { origin: string; index: number };
    const isAsked = node.acts.all().some(({ act, about }) => {
      return act.kind === 'recall' && about?.origin === origin && about.index === index;
    });
    const { epoch } = node.feeds.get(origin)!;
    if (!isAsked) queueAct(node, record.channel, { kind: 'recall', index, epoch, code }, { origin, index });
  }
  expunge(node, record);
}

export function queueAct(node: SimNode, channel: string, act: Act, about: OwnAct['about'] = null): void {
  const id = nextActId(node);
  node.acts.set(id, { id, channel, act, about, origin: null, index: null });
}

/** Never one that is there: what was deleted in a transaction that then failed stands behind the rest. */
export const nextActId = (node: SimNode): number => node.acts.all().reduce((next, { id }) => Math.max(next, id + 1), 0);

/** Content, secret and salts go; the stub stays. */
export function expunge(node: SimNode, record: StoredRecord): void {
  if (record.isExpunged) return;
  const row = node.releases.get(record.seq);
  if (row) {
    const wasWhole = row.wasWhole || row.disclosure?.parts.every((part) => 'part' in part) === true;
    const disclosure = node.rules.isDisclosureExpunged() ? null : row.disclosure;
    node.releases.set(record.seq, { ...row, disclosure, wasWhole });
  }
  const { object } = record;
  node.records.set(record.seq, { ...record, object: stubOf(object), parts: [], secret: null, isExpunged: true });
}

/** Of a line, over its epochs. */
const entryAt = (node: SimNode, line: Line, { epoch, index }: EntryPlace): StoredEntry | undefined =>
  node.entries.get(entryKey(feedAt(node, line, epoch).origin, index));

/** The partner asks us to delete what it published. */
export function takeRecall(
  node: SimNode,
  { feed, index }: { readonly feed: Feed; readonly index: number },
  entry: RecallEntry,
): Exception | undefined {
  const place = recalledBy(entry, feed.epoch);
  const named = entryAt(node, feed, place);
  const record = recordOf(node, named);
  const isBinding = feed.channel === CHARTER && isBindingBeside(node, entry);
  const verdict = node.rules.judgeRecall(
    { epoch: feed.epoch, index },
    place,
    named && {
      kind: named.kind,
      isAnswered: named.isExpunged,
      isHeld: record !== undefined && !record.isExpunged && isHeld(node, record.id),
      isBinding,
    },
  );
  if (verdict === 'answered') return undefined;
  if (named?.kind === 'record' && !isBinding)
    node.entries.set(entryKey(named.origin, named.index), { ...named, recalled: entry.code });
  if (verdict !== 'expunge') return verdict;
  if (named) giveUp(node, { ...named, recalled: entry.code }, feed.channel);
  return undefined;
}

/** Its author goes by the accord until it has the step that ended it. */
function isBindingBeside(node: SimNode, { seen: [epoch, size] }: RecallEntry): boolean {
  const standing = standingOf(node);
  if (!standing) return false;
  const { base } = feedAt(node, { channel: CHARTER, isOurs: true }, epoch);
  return !node.rules.hasEndedForBoth(standing.fold, node.partyId, { base, receiptedSize: size });
}

const recordOf = (node: SimNode, entry: StoredEntry | undefined): StoredRecord | undefined =>
  entry && entry.record !== null ? node.records.get(entry.record) : undefined;

/** What came by this entry of the partner's is destroyed here, and an expunge entry says so. */
function giveUp(node: SimNode, entry: StoredEntry, channel: string): void {
  const { origin, index } = entry;
  if (!entry.isExpunged) {
    node.entries.set(entryKey(origin, index), { ...entry, isExpunged: true });
    const { epoch } = node.feeds.get(origin)!;
    queueAct(node, channel, { kind: 'expunge', index, epoch }, { origin, index });
  }
  const record = recordOf(node, entry);
  if (record) expunge(node, record);
}

/** The partner says that what we sent it by this entry is gone there. */
export function takeExpunge(node: SimNode, feed: Feed, entry: ExpungeEntry): Exception | undefined {
  const named = entryAt(node, { channel: feed.channel, isOurs: true }, expungedBy(entry));
  const verdict = node.rules.judgeExpunge(named);
  if (verdict !== 'gone') return verdict;
  if (named) node.entries.set(entryKey(named.origin, named.index), { ...named, isExpunged: true });
  return undefined;
}

export function placeHold(node: SimNode, id: string): void {
  node.storage.transaction(() => node.holds.set(id, true));
}

/** What a partner asked to delete while the hold was on goes now. */
export function liftHold(node: SimNode, id: string): void {
  node.storage.transaction(() => {
    node.holds.delete(id);
    for (const { origin, channel, isOurs } of node.feeds.all()) {
      const due = node.entries
        .all()
        .filter(
          (one) => one.origin === origin && one.recalled !== null && !one.isExpunged && recordOf(node, one)?.id === id,
        );
      if (!isOurs) for (const entry of due) giveUp(node, entry, channel);
    }
  });
}
