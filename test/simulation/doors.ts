import { fromBase64Strict, toBase64, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { checkpointKey, formatCheckpoint } from '#kernel/log/checkpoint.ts';
import { encodeEntry, parseEntry, type Entry } from '#kernel/log/entry.ts';
import { append, leafHash } from '#kernel/log/merkle.ts';
import { formatNote } from '#kernel/log/note.ts';
import { writtenPlace } from '#kernel/protocol/recall.ts';
import { keyKnownToPartner, keyOf, signerOf } from './keyring.ts';
import { commit } from '#kernel/record/commitment.ts';
import { disclose } from '#kernel/record/disclosure.ts';
import type { Stub } from '#kernel/record/stub.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import {
  entriesOf,
  entryKey,
  FIRST_EPOCH,
  feedAt,
  feedOf,
  feedsOf,
  isCharterHeard,
  isClosed,
  standingOf,
  tilesOf,
  versionsOf,
  type Feed,
  type OwnAct,
  type Release,
  type SimNode,
  type StoredRecord,
} from './node.ts';

import { parentOf } from './writing.ts';

// The door in for one's own records, the door out, and the sequencer, as src/store has them: one transaction each.

/** After it returns the record is durably queued, whatever happens to the node. Throws what is wrong with the input. */
export function admit(node: SimNode, input: JsonObject): StoredRecord {
  if (isClosed(node))
    throw new Failure('unavailable', 'this accord was restored from a backup, and waits for the partner');
  const { partyId, rules } = node;
  const terms = input['type'] === 'accord' ? undefined : standingOf(node)?.terms;
  const object = rules.completeOwn(input, { partyId, now: node.now(), uuid: node.random.uuid, terms });
  const earlier = versionsOf(node, textOf(object['id']))[0];
  const parent = parentOf(object, [partyId, node.partner.partyId]);
  rules.refuseOwn(object, { partyId, terms, earlier, parent });
  return node.storage.transaction(() => {
    const record = keepOwn(node, object);
    node.releases.set(record.seq, {
      record: record.seq,
      channel: record.channel,
      outcome: 'queued',
      code: null,
      disclosure: null,
      origin: null,
      index: null,
      wasWhole: false,
    });
    return record;
  });
}

export function keepOwn(node: SimNode, object: JsonObject): StoredRecord {
  const secret = node.random.bytes(32);
  const { c, parts } = commit(object, secret);
  return keepRecord(node, { publisher: node.partyId, c, object, parts, secret });
}

export function keepRecord(
  node: SimNode,
  kept: Pick<StoredRecord, 'publisher' | 'c' | 'object' | 'parts' | 'secret'>,
): StoredRecord {
  const { id, modified, type, channel } = kept.object as Record<string, string>;
  const seq = node.records.all().length;
  const record = { ...kept, seq, id: id!, modified: modified!, type: type!, channel: channel!, isExpunged: false };
  node.records.set(seq, record);
  return record;
}

/** Of a version that was expunged before its node was put back. Undefined: it is held under another commitment. */
export function keepStub(
  node: SimNode,
  { stub, ...kept }: Pick<StoredRecord, 'publisher' | 'c' | 'channel'> & { readonly stub: Stub },
): StoredRecord | undefined {
  const same = versionsOf(node, stub.id).find(
    ({ publisher, modified }) => publisher === kept.publisher && modified === stub.modified,
  );
  if (same) return same.c === kept.c ? same : undefined;
  const seq = node.records.all().length;
  const { type, id, modified } = stub;
  const record = {
    ...kept,
    seq,
    type,
    id,
    modified,
    object: stub,
    parts: [],
    secret: null,
    isExpunged: true,
    isStub: true,
  };
  node.records.set(seq, record);
  return record;
}

/** One transaction: the charter first, since it decides what the other channels may do. */
export function publish(node: SimNode): void {
  if (isClosed(node)) return;
  for (let before = -1; before !== node.storage.version();) {
    before = node.storage.version();
    publishOnce(node);
  }
}

function publishOnce(node: SimNode): void {
  node.storage.transaction(() => {
    release(node, (channel) => channel === CHARTER);
    sequence(node);
    release(node, (channel) => channel !== CHARTER);
    sequence(node);
  });
}

function release(node: SimNode, isNow: (channel: string) => boolean): void {
  const again = node.rules.isDecidedAgain(standingOf(node)?.facts.state, isCharterHeard(node));
  for (const row of node.releases.all()) {
    const isAsked = row.outcome === 'queued' || (row.outcome === 'wait' && again);
    const isOpen = isAsked && isNow(row.channel) && node.rules.isEpochAnswered(feedOf(node, row.channel, true));
    if (isOpen) node.releases.set(row.record, decide(node, row));
  }
}

function decide(node: SimNode, row: Release): Release {
  const record = node.records.get(row.record)!;
  const facts = standingOf(node)?.facts;
  const decision = node.rules.decideRelease({
    publisher: node.partyId,
    recipient: node.partner.partyId,
    place: 'shared',
    record: record.object,
    parts: record.parts,
    accord: facts && { ...facts, isCharterHeard: isCharterHeard(node) },
    isSubjectWithheld: isSubjectWithheld(node, record),
  });
  return decision.outcome === 'yes'
    ? { ...row, outcome: 'yes', code: null, disclosure: disclose(record.parts, decision.open) }
    : { ...row, outcome: decision.outcome, code: decision.code, disclosure: null };
}

function isSubjectWithheld(node: SimNode, { object }: StoredRecord): boolean {
  const { id, modified } = (object['subject'] ?? {}) as { id?: string; modified?: string };
  const bound = versionsOf(node, id ?? '').find((version) => version.modified === modified);
  return bound?.publisher === node.partyId && node.releases.get(bound.seq)?.outcome === 'no';
}

export type Pending = { readonly body: Entry; readonly record: StoredRecord | null; readonly act?: OwnAct };

/** Gives what release let out its place, behind the receipts that are due. */
function sequence(node: SimNode): void {
  const unplaced = unplacedOf(node);
  const received = node.feeds.all().filter((feed) => !feed.isOurs && feed.receiptedSize < feed.size && !feed.fault);
  const unsaid = node.acts.all().filter(({ index }) => index === null);
  const channels = new Set([...unplaced, ...unsaid, ...received].map(({ channel }) => channel));
  for (const channel of channels) while (writeTo(node, channel) === 'change');
}

/** One checkpoint of the feed. */
function writeTo(node: SimNode, channel: string): 'nothing' | 'all' | 'change' {
  const feed = feedOf(node, channel, true);
  const key = keyOf(node, feed);
  if (key === 'waits') return 'nothing';
  const common = commonOf(node, channel);
  if (!node.rules.isSeenHere(lastSeen(node, feed), { epoch: common.seen[0], size: common.seen[1] })) return 'nothing';
  const acts = node.acts
    .all()
    .filter((one) => one.channel === channel && one.index === null)
    .sort((a, b) => Number(b.act.kind === 'epoch') - Number(a.act.kind === 'epoch') || a.id - b.id)
    .flatMap((act) => asPending(act, feed.epoch, common));
  const change = acts.findIndex(({ body }) => body.kind === 'key');
  if (change !== -1) {
    // A change of key is the last entry under its checkpoint; what else is due comes after.
    appendEntries(node, { ...feed, key }, acts.slice(0, change + 1));
    return 'change';
  }
  const records = unplacedOf(node)
    .filter((row) => row.channel === channel)
    .map((row) => node.records.get(row.record)!)
    .map((record): Pending => ({ body: { ...common, kind: 'record', c: record.c }, record }));
  const receipts = receiptsDue(node, channel, common).map((body): Pending => ({ body, record: null }));
  const pending = [...acts, ...receipts, ...records];
  if (pending.length === 0) return 'nothing';
  appendEntries(node, { ...feed, key }, pending);
  return 'all';
}

function lastSeen(node: SimNode, { origin, size }: Feed): Entry['seen'] | undefined {
  const last = size === 0 ? undefined : node.entries.get(entryKey(origin, size - 1));
  return last && parseEntry(utf8(last.body)).seen;
}

const unplacedOf = (node: SimNode): Release[] =>
  node.releases.all().filter(({ outcome, index }) => outcome === 'yes' && index === null);

type Common = Pick<Entry, 'v' | 'at' | 'seen'>;

/** An act names an epoch only if it is an earlier one; of a later one than is spoken of now it waits. */
function asPending(own: OwnAct, epoch: number, common: Common): Pending[] {
  const { act } = own;
  if (act.kind !== 'recall' && act.kind !== 'expunge') return [{ body: { ...common, ...act }, record: null, act: own }];
  const { index, epoch: named = FIRST_EPOCH, ...rest } = act;
  const [current] = act.kind === 'recall' ? [epoch] : common.seen;
  if (act.kind === 'expunge' && named > current) return [];
  const body = { ...common, ...rest, ...writtenPlace({ epoch: named, index }, current) } as Entry;
  return [{ body, record: null, act: own }];
}

/** An earlier epoch of the partner's as long as receipts of it are due; then the newest. */
function spokenOf(node: SimNode, channel: string): Feed {
  const due = feedsOf(node, { channel, isOurs: false }).find((feed) => feed.receiptedSize < feed.size && !feed.fault);
  return due ?? feedOf(node, channel, false);
}

export function commonOf(node: SimNode, channel: string): Common {
  const { epoch, size, root } = spokenOf(node, channel);
  return { v: 1, at: node.now().toISOString(), seen: [epoch, size, toBase64(root)] };
}

function receiptsDue(node: SimNode, channel: string, common: Common): Entry[] {
  const theirs = spokenOf(node, channel);
  const { receiptedSize, size } = theirs;
  if (receiptedSize >= size) return [];
  node.feeds.set(theirs.origin, { ...theirs, receiptedSize: size });
  return node.rules.receiptsFor(receiptedSize, entriesOf(node, theirs, receiptedSize), common);
}

export function appendEntries(
  node: SimNode,
  feed: Feed,
  pending: readonly Pending[],
  signedBy?: readonly Uint8Array[],
): void {
  const bodies = pending.map(({ body }) => encodeEntry(body));
  const grown = append({ size: feed.size, tiles: tilesOf(node, feed.origin), leaves: bodies.map(leafHash) });
  for (const { level, index, hashes } of grown.tiles) node.tiles.set(`${feed.origin}/${level}/${index}`, hashes);
  if (!node.feeds.get(feed.origin)) node.feeds.set(feed.origin, feed);
  for (const [i, { body, record, act }] of pending.entries()) {
    const index = feed.size + i;
    if (act) node.acts.set(act.id, { ...act, origin: feed.origin, index });
    node.entries.set(entryKey(feed.origin, index), {
      origin: feed.origin,
      index,
      kind: body.kind,
      body: new TextDecoder().decode(bodies[i]),
      seen: feedAt(node, { channel: feed.channel, isOurs: false }, body.seen[0]).base + body.seen[1],
      record: record?.seq ?? null,
      c: record?.c ?? null,
      state: null,
      code: null,
      recalled: null,
      isExpunged: false,
    });
    if (record) {
      const row = node.releases.get(record.seq)!;
      node.releases.set(record.seq, { ...row, origin: feed.origin, index });
      if (row.disclosure) node.observer.sequenced(node, record, row.disclosure);
    }
  }
  const { size, root } = grown;
  const key = feed.key ?? keyKnownToPartner(node) ?? node.signer.publicKey;
  const last = pending.at(-1)!.body;
  const next = last.kind === 'key' ? fromBase64Strict(last.key) : undefined;
  const checkpoint = signedCheckpoint(node, { ...feed, size, root }, signedBy ?? (next ? [key, next] : [key]));
  if (next) {
    const rotation = { origin: feed.origin, index: size - 1, key: next, checkpoint };
    node.rotations.set(entryKey(feed.origin, size - 1), rotation);
  }
  node.feeds.set(feed.origin, { ...feed, size, root, checkpoint, key: next ?? key });
}

export function signedCheckpoint(
  node: SimNode,
  { origin, size, root }: Pick<Feed, 'origin' | 'size' | 'root'>,
  keys: readonly Uint8Array[] = [node.feeds.get(origin)?.key ?? node.signer.publicKey],
): string {
  const text = formatCheckpoint({ origin, size, root });
  const signatures = keys.map((key) => {
    const { name, id } = checkpointKey(origin, key);
    return { name, id, signature: signerOf(node, key).sign(utf8(text)) };
  });
  return formatNote({ text, signatures });
}
