import { fromBase64Strict, toBase64, utf8 } from '#platform';
import { cosignerKey } from '#kernel/log/cosignature.ts';
import { parseEntry, type Entry, type RecordEntry, type ReceiptEntry } from '#kernel/log/entry.ts';
import { fault, isFault, type Fault } from '#kernel/log/faults.ts';
import { cosignedMessage, signatureLine } from '#kernel/log/note.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import type { Offered } from '#kernel/protocol/pulling.ts';
import { isException, type BoundVersion, type Exception } from '#kernel/protocol/partner-record.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import { endedLogs, newestHeld, releaseRefused, takeEpoch } from './epochs.ts';
import { partnerKeys, signerForPartner, takeKey } from './keyring.ts';
import { takeExpunge, takeRecall } from './deletion.ts';
import { stubOf } from '#kernel/record/stub.ts';
import { parentOf } from './writing.ts';
import { keepRecord, keepStub } from './doors.ts';
import {
  entriesOf,
  entryKey,
  feedAt,
  feedOf,
  FIRST_EPOCH,
  isCharterHeard,
  isClosed,
  originOf,
  standingOf,
  tilesOf,
  versionsOf,
  type Feed,
  type SimNode,
  type StoredEntry,
  type StoredRecord,
} from './node.ts';
import { textOf } from '#kernel/json/types.ts';
import { Lost } from './lost.ts';
import { recover, reopen, saidAhead, type SaidAhead } from './restoring.ts';
import type { Call, EntriesPage, Reply } from './serve.ts';

/** Between two calls anything may happen: that is where the network delays, loses and reorders, and where a node dies. */
export type Pull = Generator<Call, void, Reply>;

/** What src/federation/pull.ts does, with the same rules in the same order. */
export function* pull(node: SimNode): Pull {
  try {
    const isRecovering = isClosed(node);
    const era = partnerKeys(node).era;
    const isReady = !isRecovering || (yield* recover(node));
    const isRead = yield* takeFeeds(node, era, isReady);
    if (isRecovering && isRead) reopen(node);
  } catch (error) {
    if (!(error instanceof Lost)) throw error; // the next pull begins from what is committed
  }
}

/** True if all that is offered was read. */
function* takeFeeds(node: SimNode, era: number, isReady: boolean): Generator<Call, boolean, Reply> {
  const reply = yield { ask: 'offers' };
  if (!isReady || typeof reply === 'string' || !('offers' in reply)) return false;
  let isRead = true;
  // As it is now: what comes meanwhile is found when its page is judged.
  const held = node.feeds.all().filter(({ isOurs, size, fault: name }) => !isOurs && (size > 0 || name !== null));
  const due = new Set(
    held
      .filter((feed) => feed.ended === null && entriesOf(node, feed).some(isToRetake(node)))
      .map(({ origin }) => origin),
  );
  const places = held.map(({ channel, epoch }) => ({ accord: node.accord, channel, epoch }));
  for (const { place, offer } of node.rules.feedsToPull(reply.offers, places)) {
    const origin = originOf(node, { ...place, isOurs: false }, place.epoch);
    const wanted = { place, offer, held: held.find((feed) => feed.origin === origin), isDue: due.has(origin), era };
    try {
      if (isFault(yield* lookAt(node, wanted))) isRead = false;
    } catch (error) {
      if (!(error instanceof Lost)) throw error; // what is wrong with one feed stops no other
      isRead = false;
    }
  }
  return isRead;
}

type Place = { readonly channel: string; readonly epoch: number };
const heldAt = (node: SimNode, { channel, epoch }: Place): Feed => feedAt(node, { channel, isOurs: false }, epoch);

type Wanted = {
  readonly place: Place;
  readonly offer: Offered | undefined;
  readonly held: Feed | undefined;
  /** That something of it may have to be taken again. */
  readonly isDue: boolean;
  /** In which the pull began. */
  readonly era: number;
  /** Its publisher has begun anew after it: what is left of it is read, and nothing taken again. */
  readonly isOver?: true;
};

function* lookAt(node: SimNode, wanted: Wanted): Taking {
  const outcome = yield* takeFeed(node, wanted);
  if (isFault(outcome)) quarantine(node, wanted.place, outcome);
  return outcome;
}

function quarantine(node: SimNode, place: Place, { fault: name }: Fault): void {
  node.storage.transaction(() => {
    const feed = heldAt(node, place);
    node.feeds.set(feed.origin, { ...feed, fault: feed.fault ?? name });
  });
}

type Taking = Generator<Call, Fault | undefined, Reply>;

function* takeFeed(node: SimNode, wanted: Wanted): Taking {
  const { rules } = node;
  const { place, offer, held, era, isOver = false } = wanted;
  if (held && held.fault !== null) return undefined;
  const isDue = wanted.isDue && dueAgain(node, place, 0).length > 0;
  if (held && offer && !isDue && rules.isHeldAsOffered({ size: held.size, root: toBase64(held.root) }, offer)) {
    if (offer.cosigned < held.size && held.cosignedSize === held.size) yield* sendCosignature(held);
    return undefined;
  }
  for (let isRetaking = isDue; ;) {
    const retaken = isRetaking ? yield* retakeExcepted(node, place, era) : undefined;
    if (isFault(retaken)) return retaken;
    const from = heldAt(node, place).size;
    const isAll = isOver || (offer !== undefined && from >= offer.size);
    const page = yield* askFor(node, place, { from, era, isOver: isAll });
    if (page === 'nothing') return undefined;
    if (isFault(page)) return page;
    const behind = isBehind(node, place, page) ? yield* takeEarlier(node, wanted) : undefined;
    if (isFault(behind)) return behind;
    const taken = takePage(node, { place, from, era, isOver }, page);
    if (isFault(taken)) return taken;
    isRetaking = taken === NOT_YET;
    if (taken.isCosigned) {
      const cosigned = heldAt(node, place);
      node.observer.cosigned(node, cosigned);
      yield* sendCosignature(cosigned);
    }
    if (!isRetaking && (taken.isWhole || taken.took === 0)) return undefined;
  }
}

function isBehind(node: SimNode, { channel, epoch }: Place, { entries }: EntriesPage): boolean {
  const first = node.rules.readEntries(entries.slice(0, 1).map(({ entry }) => entry));
  return !isFault(first) && node.rules.isBehind(first[0], epoch, newestHeld(node, channel));
}

/** From the newest epoch of which anything is held to the last one before. */
function* takeEarlier(node: SimNode, { place: { channel, epoch }, era }: Wanted): Taking {
  for (let earlier = newestHeld(node, channel)?.epoch ?? FIRST_EPOCH; earlier < epoch; earlier++) {
    const place = { channel, epoch: earlier };
    const held = node.feeds.get(heldAt(node, place).origin);
    const wrong = yield* lookAt(node, { place, offer: undefined, held, isDue: false, era, isOver: true });
    if (isFault(wrong)) return wrong;
  }
  return undefined;
}

/** `isOver`: there may be nothing more of it. */
type Asked = { readonly from: number; readonly era: number; readonly isOver: boolean };

function* askFor(
  node: SimNode,
  place: Place,
  { from, era, isOver }: Asked,
): Generator<Call, EntriesPage | Fault | 'nothing', Reply> {
  const { channel, epoch } = place;
  const { size } = heldAt(node, place); // an answer that was long under way says nothing of what came since
  const reply = yield { ask: 'entries', channel, epoch, from };
  const gone = reply === 'none' ? node.rules.vanished(size) : undefined;
  if (gone) return gone;
  if (reply === 'none' || (reply === 'ended' && isOver)) return 'nothing';
  if (typeof reply === 'string' || !('page' in reply)) throw new Lost();
  if (channel !== CHARTER && reply.page.entries.length > 0) yield* takeCharter(node, era);
  return reply.page;
}

/** After the page and before it is judged: what its publisher knew of the accord is then known here too. */
function* takeCharter(node: SimNode, era: number): Generator<Call, void, Reply> {
  const newest = feedOf(node, CHARTER, false);
  const held = node.feeds.get(newest.origin);
  // One that was spoken of is known, also if nothing of it is held.
  if (!held && feedOf(node, CHARTER, true).size === 0) return;
  yield* lookAt(node, { place: newest, offer: undefined, held, isDue: false, era });
}

function* sendCosignature({ channel, epoch, cosignedNote }: Feed): Generator<Call, void, Reply> {
  const line = cosignedNote?.trimEnd().split('\n').at(-1) ?? '';
  try {
    yield { ask: 'cosign', channel, epoch, line };
  } catch (error) {
    if (!(error instanceof Lost)) throw error; // it is said again at a later pull
  }
}

type Taken = { readonly took: number; readonly isWhole: boolean; readonly isCosigned: boolean };
const NOTHING: Taken = { took: 0, isWhole: true, isCosigned: false };
const NOT_YET: Taken = { took: 0, isWhole: false, isCosigned: false };

/** One transaction: all of the page is verified, then stored and cosigned, or nothing of it. */
function takePage(node: SimNode, at: Asked & { readonly place: Place }, page: EntriesPage): Taken | Fault {
  return node.storage.transaction(() => {
    const { rules } = node;
    const feed = heldAt(node, at.place);
    if (feed.size !== at.from || feed.fault !== null) return NOTHING; // another pull was quicker
    if (!rules.isOfEra(at.era, partnerKeys(node).era)) return NOTHING;
    if (!rules.mayTake(at.place.channel, isCharterHeard(node))) return NOTHING;
    const keys = { key: feed.key, chain: partnerKeys(node).chain };
    // What is taken again stands before it, and may be what its steps bind.
    if (!at.isOver && dueAgain(node, at.place, 0).length > 0) return NOT_YET;
    const opened = rules.openCheckpoint(page.checkpoint, feed.origin, rules.signersOf(keys), node.keys.verify);
    if (isFault(opened)) return opened;
    const { checkpoint, note } = opened;
    const texts = page.entries.map(({ entry }) => entry);
    const held = { ...feed, tiles: tilesOf(node, feed.origin) };
    const grown = rules.verifyGrowth(held, { checkpoint, entries: texts, proof: page.proof.map(fromBase64Strict) });
    if (isFault(grown)) return grown;
    const entries = rules.readEntries(texts);
    if (isFault(entries)) return entries;
    const ours = feedOf(node, feed.channel, true);
    const ended = endedLogs(node, feed.channel);
    const own = { epoch: ours.epoch, size: ours.size, tiles: tilesOf(node, ours.origin), ended };
    const wrong =
      rules.judgeEpoch(entries, feed, newestHeld(node, feed.channel)) ??
      rules.checkSpoken(entries, spokenOf(node, feed), own);
    if (wrong) return wrong;
    const signed = rules.judgeKeys({ opened, size: feed.size, entries }, keys, node.keys.verify);
    if (isFault(signed)) return signed;
    for (const { level, index, hashes } of grown.tiles) node.tiles.set(`${feed.origin}/${level}/${index}`, hashes);
    if (!node.feeds.get(feed.origin)) node.feeds.set(feed.origin, feed);
    const said = isClosed(node) ? saidAhead(node, feed) : undefined;
    const isFlowing = !at.isOver && isRetaking(node);
    for (const [i, entry] of entries.entries())
      takeEntry(node, { feed, index: feed.size + i, ...(said ? { said } : {}), isFlowing }, entry, page.entries[i]!);
    const next = {
      ...heldAt(node, at.place),
      size: grown.size,
      root: grown.root,
      checkpoint: page.checkpoint,
      key: signed.key,
      proof: grown.size === checkpoint.size ? null : page.proof,
    };
    const hasChanged = entries.at(-1)?.kind === 'key';
    if (hasChanged && signed.key) {
      const rotation = { origin: feed.origin, index: grown.size - 1, key: signed.key, checkpoint: page.checkpoint };
      node.rotations.set(entryKey(feed.origin, grown.size - 1), rotation);
    }
    const isCosigned = rules.isCosignatureDue(next, checkpoint.size);
    const cosigned = isCosigned
      ? { cosignedSize: checkpoint.size, cosignedNote: `${page.checkpoint}${cosign(node, note.text)}\n` }
      : {};
    node.feeds.set(feed.origin, { ...next, ...cosigned });
    return { took: entries.length, isWhole: grown.size === checkpoint.size && !hasChanged, isCosigned };
  });
}

function spokenOf(node: SimNode, feed: Feed) {
  const said = entriesOf(node, feed);
  const last = said.at(-1);
  const receipt = said.findLast(({ kind }) => kind === 'receipt');
  return {
    last: last && parseEntry(utf8(last.body)),
    lastReceipt: receipt && (parseEntry(utf8(receipt.body)) as ReceiptEntry),
  };
}

function cosign(node: SimNode, text: string): string {
  const seconds = Math.floor(node.now().getTime() / 1000);
  const signer = signerForPartner(node);
  const { name, id } = cosignerKey(uuidOf(node.partyId), signer.publicKey);
  const signature = new Uint8Array(72);
  new DataView(signature.buffer).setBigUint64(0, BigInt(seconds));
  signature.set(signer.sign(cosignedMessage(text, seconds)), 8);
  return signatureLine({ name, id, signature });
}

/** `said`: of a record that is not to be judged, what was said of it before a restore. */
type At = { readonly feed: Feed; readonly index: number; readonly said?: SaidAhead; readonly isFlowing?: boolean };
type Given = EntriesPage['entries'][number];

function takeEntry(node: SimNode, { feed, index, said: ahead, isFlowing }: At, entry: Entry, given: Given): void {
  const { rules } = node;
  const isGone = entry.kind === 'record' && ahead?.expunged.has(index) === true;
  const answered = ahead && rules.saidBefore(ahead, index);
  const isAgain = !isGone && rules.isRetakenAtOnce(answered, isFlowing === true);
  const before = isAgain ? undefined : answered;
  const taken =
    entry.kind !== 'record'
      ? act(node, { feed, index }, entry)
      : (before ??
        (isGone
          ? takeStub(node, feed, { ...given, c: entry.c })
          : takeRecord(node, feed.channel, { ...given, c: entry.c, isTaken: before === null })));
  const judged = taken && isException(taken) ? taken : undefined;
  const said = (isAgain ? (rules.retakenAs(judged) ?? answered) : judged) ?? { state: null, code: null };
  const ours = feedAt(node, { channel: feed.channel, isOurs: true }, entry.seen[0]);
  node.entries.set(entryKey(feed.origin, index), {
    origin: feed.origin,
    index,
    kind: entry.kind,
    body: given.entry,
    seen: ours.base + entry.seen[1],
    record: taken && !isException(taken) ? taken.seq : null,
    c: entry.kind === 'record' ? entry.c : null,
    ...said,
    recalled: null,
    isExpunged: isGone,
  });
  // What came before was watched then.
  if (taken && entry.kind === 'record' && before === undefined) observe(node, entry.c, taken);
}

/** What a partner's entry does here besides giving a record. */
function act(node: SimNode, at: At, entry: Exclude<Entry, RecordEntry>): Exception | undefined {
  if (entry.kind === 'receipt') takeReceipt(node, at.feed.channel, entry);
  if (entry.kind === 'recall') return takeRecall(node, at, entry);
  if (entry.kind === 'expunge') return takeExpunge(node, at.feed, entry);
  if (entry.kind === 'key') takeKey(node, entry);
  if (entry.kind === 'epoch') takeEpoch(node, at.feed, entry);
  return undefined;
}

function takeReceipt(node: SimNode, channel: string, receipt: ReceiptEntry): void {
  const ours = node.feeds.get(feedAt(node, { channel, isOurs: true }, receipt.seen[0]).origin);
  if (!ours) return; // of an epoch that is not here any more
  const { receiptedSize, exceptions } = node.rules.applyReceipt(ours.receiptedSize, receipt);
  node.feeds.set(ours.origin, { ...ours, receiptedSize });
  for (const { index, state, code } of exceptions) {
    const key = entryKey(ours.origin, index);
    const entry = node.entries.get(key);
    if (entry) node.entries.set(key, { ...entry, state, code });
  }
  releaseRefused(node, channel);
}

/** What is left of a record that was here before this node was put back, and deleted by either. */
function takeStub(
  node: SimNode,
  { channel }: Pick<Feed, 'channel'>,
  { c, disclosure, stub }: Given & { readonly c: string },
): StoredRecord | undefined {
  const opened = disclosure === null ? undefined : node.rules.openGiven(c, disclosure);
  const said = opened && !isException(opened) ? stubOf(opened.record) : stub;
  const left = node.rules.readStub(said, node.accord);
  return left && keepStub(node, { publisher: node.partner.partyId, c, channel, stub: left });
}

/** The door in for a partner's record. */
function takeRecord(
  node: SimNode,
  channel: string,
  given: Given & { readonly c: string; readonly isTaken?: boolean },
): StoredRecord | Exception {
  const { rules, partner } = node;
  const left = given.isTaken && given.disclosure === null ? takeStub(node, { channel }, given) : undefined;
  if (left) return left;
  const opened = rules.openGiven(given.c, given.disclosure);
  if (isException(opened)) return opened;
  const feed = { publisher: partner.partyId, accord: node.accord, channel };
  const misshapen = rules.judgeShape(opened);
  if (misshapen) return misshapen;
  const { record } = opened;
  const misplaced =
    given.isTaken === true
      ? undefined
      : rules.judgePlace(opened, {
          self: node.partyId,
          feed,
          accord: standingOf(node)?.facts,
          parent: parentOf(record, [node.partyId, partner.partyId]),
          isAuthorAnotherParty: record['created_by_ref'] === node.partyId,
        });
  if (misplaced) return misplaced;
  const held = versionsOf(node, textOf(record['id']));
  const judged = rules.judgeContent(opened, {
    feed,
    c: given.c,
    held,
    bound: boundBy(node, record['subject']),
    isTaken: given.isTaken,
  });
  if (judged === 'held') return held.find(({ c }) => c === given.c)!;
  return (
    judged ??
    keepRecord(node, { publisher: partner.partyId, c: given.c, object: record, parts: opened.parts, secret: null })
  );
}

function boundBy(node: SimNode, subject: unknown): BoundVersion | undefined {
  if (typeof subject !== 'object' || subject === null) return undefined;
  const { id, modified } = subject as { id: string; modified: string };
  const bound = versionsOf(node, id).find((version) => version.modified === modified);
  if (!bound) return undefined;
  const row = node.releases.get(bound.seq);
  const wasGivenWhole = row?.wasWhole === true || row?.disclosure?.parts.every((part) => 'part' in part) === true;
  return {
    c: bound.c,
    object: bound.object,
    accord: node.accord,
    channel: bound.channel,
    isWithheldFromActor: bound.publisher === node.partyId && !wasGivenWhole,
  };
}

/** What was refused because the accord was not in force is asked for again once it is. */
function* retakeExcepted(node: SimNode, place: Place, era: number): Taking {
  for (let from = 0; ;) {
    const [first, ...more] = dueAgain(node, place, from);
    if (!first) return undefined;
    const page = yield* askFor(node, place, { from: first.index, era, isOver: false });
    if (page === 'nothing') return undefined;
    if (isFault(page)) return page;
    if (page.entries.length === 0)
      return fault('missing-entries', 'The partner does not give an entry that it had signed.');
    for (const excepted of [first, ...more]) {
      const given = page.entries[excepted.index - first.index];
      if (given === undefined) continue;
      if (given.entry !== excepted.body)
        return fault('changed-entry', 'The partner shows another entry than the one that it had signed.');
      node.storage.transaction(() => retake(node, heldAt(node, place), excepted, given));
    }
    from = first.index + page.entries.length;
  }
}

/** What its author asked to delete is not asked for; after a restore that it was deleted is known before it is asked again. */
const isToRetake =
  ({ rules }: SimNode) =>
  (entry: StoredEntry): boolean =>
    rules.isRetaken(entry) && ((entry.recalled === null && !entry.isExpunged) || rules.isTakenAfterRecall());

const isRetaking = (node: SimNode): boolean => node.rules.mayFlow(standingOf(node)?.facts.state, isCharterHeard(node));

const dueAgain = (node: SimNode, place: Place, from: number): StoredEntry[] =>
  heldAt(node, place).ended === null && isRetaking(node)
    ? entriesOf(node, heldAt(node, place), from).filter(isToRetake(node))
    : [];

function retake(node: SimNode, { origin, channel }: Feed, excepted: StoredEntry, given: Given): void {
  const { rules } = node;
  const now = node.entries.get(entryKey(origin, excepted.index))!;
  if (!isToRetake(node)(now) || !isCharterHeard(node)) return;
  const taken = takeRecord(node, channel, { ...given, c: excepted.c! });
  const said = rules.retakenAs(isException(taken) ? taken : undefined);
  if (!said) return;
  node.entries.set(entryKey(origin, excepted.index), {
    ...now,
    record: isException(taken) ? null : taken.seq,
    ...said,
  });
  const feed = node.feeds.get(origin)!;
  node.feeds.set(origin, { ...feed, receiptedSize: rules.receiptedBefore(feed.receiptedSize, excepted.index) });
  observe(node, excepted.c!, taken);
}

function observe(node: SimNode, c: string, taken: StoredRecord | Exception): void {
  if (isException(taken)) node.observer.excepted(node, c, taken.code);
  else node.observer.taken(node, taken);
}
