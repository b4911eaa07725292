import { toBase64, utf8 } from '#platform';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { checkpointKey, formatCheckpoint } from '#kernel/log/checkpoint.ts';
import { encodeEntry, type Entry } from '#kernel/log/entry.ts';
import { append, leafHash } from '#kernel/log/merkle.ts';
import { formatNote } from '#kernel/log/note.ts';
import { commit } from '#kernel/record/commitment.ts';
import { disclose } from '#kernel/record/disclosure.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import {
  entriesOf,
  entryKey,
  EPOCH,
  feedOf,
  standingOf,
  tilesOf,
  versionsOf,
  type Feed,
  type Release,
  type SimNode,
  type StoredRecord,
} from './node.ts';

// The door in for one's own records, the door out, and the sequencer, as src/store has them: one transaction each.

/** After it returns the record is durably queued, whatever happens to the node. Throws what is wrong with the input. */
export function admit(node: SimNode, input: JsonObject): StoredRecord {
  const { partyId, rules } = node;
  const terms = input['type'] === 'accord' ? undefined : standingOf(node)?.terms;
  const object = rules.completeOwn(input, { partyId, now: node.now(), uuid: node.random.uuid, terms });
  const earlier = versionsOf(node, textOf(object['id']))[0];
  rules.refuseOwn(object, { partyId, terms, earlier });
  return node.storage.transaction(() => {
    const record = keepOwn(node, object);
    node.releases.set(record.seq, {
      record: record.seq,
      channel: record.channel,
      outcome: 'queued',
      code: null,
      disclosure: null,
      index: null,
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
  const record = { ...kept, seq, id: id!, modified: modified!, type: type!, channel: channel! };
  node.records.set(seq, record);
  return record;
}

/** One transaction: the charter first, since it decides what the other channels may do. */
export function publish(node: SimNode): void {
  node.storage.transaction(() => {
    release(node, (channel) => channel === CHARTER);
    sequence(node);
    release(node, (channel) => channel !== CHARTER);
    sequence(node);
  });
}

function release(node: SimNode, isNow: (channel: string) => boolean): void {
  const again = node.rules.isDecidedAgain(standingOf(node)?.facts.state);
  for (const row of node.releases.all()) {
    const isAsked = row.outcome === 'queued' || (row.outcome === 'wait' && again);
    if (isAsked && isNow(row.channel)) node.releases.set(row.record, decide(node, row));
  }
}

function decide(node: SimNode, row: Release): Release {
  const record = node.records.get(row.record)!;
  const decision = node.rules.decideRelease({
    publisher: node.partyId,
    recipient: node.partner.partyId,
    place: 'shared',
    record: record.object,
    parts: record.parts,
    accord: standingOf(node)?.facts,
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

export type Pending = { readonly body: Entry; readonly record: StoredRecord | null };

/** Gives what release let out its place, behind the receipts that are due. */
function sequence(node: SimNode): void {
  const unplaced = node.releases.all().filter(({ outcome, index }) => outcome === 'yes' && index === null);
  const received = node.feeds.all().filter((feed) => !feed.isOurs && feed.receiptedSize < feed.size && !feed.fault);
  const channels = new Set([...unplaced.map(({ channel }) => channel), ...received.map(({ channel }) => channel)]);
  for (const channel of channels) {
    const feed = feedOf(node, channel, true);
    const common = commonOf(node, channel);
    const records = unplaced
      .filter((row) => row.channel === channel)
      .map((row) => node.records.get(row.record)!)
      .map((record): Pending => ({ body: { ...common, kind: 'record', c: record.c }, record }));
    const pending = [...receiptsDue(node, channel).map((body): Pending => ({ body, record: null })), ...records];
    if (pending.length > 0) appendEntries(node, feed, pending);
  }
}

export function commonOf(node: SimNode, channel: string): Pick<Entry, 'v' | 'at' | 'seen'> {
  const { size, root } = feedOf(node, channel, false);
  return { v: 1, at: node.now().toISOString(), seen: [EPOCH, size, toBase64(root)] };
}

function receiptsDue(node: SimNode, channel: string): Entry[] {
  const theirs = feedOf(node, channel, false);
  const { receiptedSize, size } = theirs;
  if (receiptedSize >= size) return [];
  node.feeds.set(theirs.origin, { ...theirs, receiptedSize: size });
  return node.rules.receiptsFor(receiptedSize, entriesOf(node, theirs, receiptedSize), commonOf(node, channel));
}

export function appendEntries(node: SimNode, feed: Feed, pending: readonly Pending[]): void {
  const bodies = pending.map(({ body }) => encodeEntry(body));
  const grown = append({ size: feed.size, tiles: tilesOf(node, feed.origin), leaves: bodies.map(leafHash) });
  for (const { level, index, hashes } of grown.tiles) node.tiles.set(`${feed.origin}/${level}/${index}`, hashes);
  for (const [i, { body, record }] of pending.entries()) {
    const index = feed.size + i;
    node.entries.set(entryKey(feed.origin, index), {
      index,
      kind: body.kind,
      body: new TextDecoder().decode(bodies[i]),
      seen: body.seen[1],
      record: record?.seq ?? null,
      c: record?.c ?? null,
      state: null,
      code: null,
    });
    if (record) {
      const row = node.releases.get(record.seq)!;
      node.releases.set(record.seq, { ...row, index });
      if (row.disclosure) node.observer.sequenced(node, record, row.disclosure);
    }
  }
  const { size, root } = grown;
  node.feeds.set(feed.origin, { ...feed, size, root, checkpoint: signedCheckpoint(node, { ...feed, size, root }) });
}

export function signedCheckpoint(
  node: SimNode,
  { origin, size, root }: Pick<Feed, 'origin' | 'size' | 'root'>,
): string {
  const text = formatCheckpoint({ origin, size, root });
  const { name, id } = checkpointKey(origin, node.signer.publicKey);
  return formatNote({ text, signatures: [{ name, id, signature: node.signer.sign(utf8(text)) }] });
}
