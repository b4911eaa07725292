import { fromBase64Strict } from '#platform';
import { canonicalize } from '#kernel/json/canonical.ts';
import { textOf, type JsonValue } from '#kernel/json/types.ts';
import type { OpenedCheckpoint } from '#kernel/log/checkpoint.ts';
import type { Entry, EpochEntry } from '#kernel/log/entry.ts';
import { fault, isFault, type Fault } from '#kernel/log/faults.ts';
import type { Grown } from '#kernel/log/merkle.ts';
import { formatNote } from '#kernel/log/note.ts';
import { isException } from '#kernel/protocol/partner-record.ts';
import { expungedBy, recalledBy, type EntryPlace } from '#kernel/protocol/recall.ts';
import { disclose, type Disclosure, type OpenedDisclosure } from '#kernel/record/disclosure.ts';
import type { Stub } from '#kernel/record/stub.ts';
import { expunge, nextActId } from './deletion.ts';
import { keepRecord, keepStub, signedCheckpoint } from './doors.ts';
import { publishAgain } from './epochs.ts';
import { ownKeys } from './keyring.ts';
import { entryKey, feedAt, tilesOf, versionsOf, type Act, type Feed, type OwnAct, type SimNode } from './node.ts';
import type { EntriesPage } from './serve.ts';

// What src/federation/take-back.ts does.

type Item = {
  readonly index: number;
  readonly text: string;
  readonly entry: Entry;
  readonly disclosure: JsonValue;
  readonly opened: OpenedDisclosure | 'wrong' | undefined;
  /** Of one that either party deleted. */
  readonly stub: Stub | undefined;
};

/** A page of our own feed that the partner returns; within one transaction. Of one that proves nothing, nothing is kept. */
export function takeBack(node: SimNode, feed: Feed, page: EntriesPage): number | Fault {
  const { rules } = node;
  const opened = rules.openCheckpoint(page.checkpoint, feed.origin, ownKeys(node).chain, node.keys.verify);
  if (isFault(opened)) return opened;
  const texts = page.entries.map(({ entry }) => entry);
  const growing = { checkpoint: opened.checkpoint, entries: texts, proof: page.proof.map(fromBase64Strict) };
  const grown = rules.verifyGrowth({ ...feed, tiles: tilesOf(node, feed.origin) }, growing);
  if (isFault(grown)) return grown;
  const entries = rules.readEntries(texts);
  if (isFault(entries)) return entries;
  const items = entries.map((entry, i): Item => {
    const { entry: text, disclosure, stub } = page.entries[i]!;
    const returned = openReturned(node, entry, disclosure);
    return { index: feed.size + i, text, entry, disclosure, opened: returned, stub: rules.readStub(stub, node.accord) };
  });
  if (items.some((item) => item.opened === 'wrong'))
    return fault('changed-entry', 'What the partner returns beside an entry is not what we published.');
  for (const { level, index, hashes } of grown.tiles) node.tiles.set(`${feed.origin}/${level}/${index}`, hashes);
  if (!node.feeds.get(feed.origin)) node.feeds.set(feed.origin, feed);
  // Records and entries of the whole page first, as the product writes them; then what they say is done again.
  for (const item of items) keepEntry(node, feed, item, keepReturned(node, feed, item));
  for (const item of items) doAgain(node, feed, item);
  const checkpoint = signedSoFar(node, feed, opened, grown);
  const { base } = node.feeds.get(feed.origin)!;
  const key = opened.signers.at(-1) ?? feed.key;
  node.feeds.set(feed.origin, { ...feed, base, size: grown.size, root: grown.root, checkpoint, key });
  return entries.length;
}

/** As we had signed it; of a beginning of it, what we had signed then is not known, and it is said again. */
function signedSoFar(
  node: SimNode,
  { origin }: Feed,
  { checkpoint, note, signers }: OpenedCheckpoint,
  { size, root }: Pick<Grown, 'size' | 'root'>,
): string {
  if (size < checkpoint.size) return signedCheckpoint(node, { origin, size, root }, signers.slice(0, 1));
  return formatNote({ text: note.text, signatures: note.signatures.filter(({ name }) => name === origin) });
}

function openReturned(node: SimNode, entry: Entry, disclosure: JsonValue): Item['opened'] {
  if (disclosure === null) return undefined;
  if (entry.kind !== 'record') return 'wrong';
  const opened = node.rules.openGiven(entry.c, disclosure);
  return isException(opened) ? 'wrong' : opened;
}

/** What the backup had already (it was queued then), or what came back now. */
function keepReturned(node: SimNode, { channel }: Feed, { entry, opened, stub }: Item): number | null {
  if (entry.kind !== 'record') return null;
  const known = node.records.all().find(({ publisher, c }) => publisher === node.partyId && c === entry.c);
  if (known) return known.seq;
  if (opened === undefined || opened === 'wrong')
    return stub ? (keepStub(node, { publisher: node.partyId, c: entry.c, channel, stub })?.seq ?? null) : null;
  const { record, parts } = opened;
  const isOther = versionsOf(node, textOf(record['id'])).some(
    ({ publisher, modified }) => publisher === node.partyId && modified === record['modified'],
  );
  if (isOther) return null; // one version has one commitment
  return keepRecord(node, { publisher: node.partyId, c: entry.c, object: record, parts, secret: null }).seq;
}

function keepEntry(node: SimNode, feed: Feed, { index, text, entry, disclosure }: Item, record: number | null): void {
  const { origin, channel } = feed;
  node.entries.set(entryKey(origin, index), {
    origin,
    index,
    kind: entry.kind,
    body: text,
    seen: feedAt(node, { channel, isOurs: false }, entry.seen[0]).base + entry.seen[1],
    record,
    c: entry.kind === 'record' ? entry.c : null,
    state: null,
    code: null,
    recalled: null,
    isExpunged: false,
  });
  if (record === null) return;
  const row = node.releases.get(record);
  const { parts, isExpunged } = node.records.get(record)!;
  // Of what the partner does not hold, as little is disclosed as there can be.
  const bare = parts[0]?.canonical == null ? null : disclose(parts, [0]);
  const given = disclosure === null ? bare : (disclosure as unknown as Disclosure); // it was opened
  node.releases.set(record, {
    record,
    channel,
    outcome: 'yes',
    code: null,
    disclosure: row?.disclosure ?? given,
    origin,
    index,
    // Of a stub that came back it is not known: whoever steps on it had read the whole.
    wasWhole: row?.wasWhole ?? isExpunged,
  });
}

/** What we said besides records is as done as it was: above all, what was deleted stays deleted. */
function doAgain(node: SimNode, feed: Feed, { index, entry }: Item): void {
  if (entry.kind === 'record' || entry.kind === 'receipt') return;
  const about = aboutOf(node, feed, entry);
  if (entry.kind === 'epoch') openedAgain(node, feed, entry);
  const { v: _, at: __, seen: ___, ...act } = entry;
  keepPlacedAct(node, feed, index, { act, about });
}

function aboutOf(node: SimNode, feed: Feed, entry: Entry): OwnAct['about'] {
  if (entry.kind === 'recall') return expungeAt(node, { ...feed, isOurs: true }, recalledBy(entry, feed.epoch));
  if (entry.kind !== 'expunge') return null;
  const about = expungeAt(node, { ...feed, isOurs: false }, expungedBy(entry));
  const key = entryKey(about.origin, about.index);
  const named = node.entries.get(key);
  if (named && node.rules.isDeletedAgain()) node.entries.set(key, { ...named, isExpunged: true });
  return about;
}

function expungeAt(node: SimNode, line: Pick<Feed, 'channel' | 'isOurs'>, { epoch, index }: EntryPlace) {
  const { origin } = feedAt(node, line, epoch);
  const record = node.entries.get(entryKey(origin, index))?.record ?? null;
  if (record !== null && node.rules.isDeletedAgain()) expunge(node, node.records.get(record)!);
  return { origin, index };
}

/** If it was still queued, it is that one. */
function keepPlacedAct(
  node: SimNode,
  { origin, channel }: Feed,
  index: number,
  said: Pick<OwnAct, 'act' | 'about'>,
): void {
  const queued = node.acts.all().find((own) => own.index === null && own.channel === channel && isSameAct(own, said));
  const id = queued?.id ?? nextActId(node);
  node.acts.set(id, queued ? { ...queued, origin, index } : { id, channel, ...said, origin, index });
}

const isSameAct = (own: OwnAct, { act, about }: Pick<OwnAct, 'act' | 'about'>): boolean =>
  own.act.kind === act.kind &&
  (own.about === null
    ? asText(own.act) === asText(act)
    : own.about.origin === about?.origin && own.about.index === about.index);

const asText = (act: Act): string => canonicalize({ ...act });

function openedAgain(node: SimNode, feed: Feed, { previous: [epoch, size, root] }: EpochEntry): void {
  const before = feedAt(node, { channel: feed.channel, isOurs: true }, epoch);
  node.feeds.set(before.origin, { ...before, ended: { size, root: fromBase64Strict(root) } });
  publishAgain(node, before, size);
  node.feeds.set(feed.origin, { ...node.feeds.get(feed.origin)!, base: before.base + size });
}
