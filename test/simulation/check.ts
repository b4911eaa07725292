import { toBase64, utf8 } from '#platform';
import { exceedsCeiling, CHARTER_CEILING } from '#kernel/policy/decide.ts';
import { objectMarkings, resolveMarkings } from '#kernel/policy/markings.ts';
import { parseEntry, type ReceiptException, type Seen } from '#kernel/log/entry.ts';
import { append, isSameHash, leafHash, tileReader, treeRoot } from '#kernel/log/merkle.ts';
import type { Folded } from '#kernel/lifecycle/fold.ts';
import { deliveryState } from '#kernel/protocol/delivery.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import type { Told } from './lie.ts';
import { isForKind } from '#kernel/policy/cities.ts';
import { CHANNELS, SECRET } from './writing.ts';
import {
  entriesOf,
  feedAt,
  feedOf,
  feedsOf,
  FIRST_EPOCH,
  foldOf,
  isCharterHeard,
  jointMeetingOf,
  jointProgressOf,
  progressVersionsOf,
  lifeCycleOf,
  placeOf,
  recordIds,
  standingOf,
  versionsOf,
  type Feed,
  type Observer,
  type SimNode,
  type StoredEntry,
  type StoredRecord,
} from './node.ts';
import { checkRestored, isLostWithTheNode, isOfLost, storedAs } from './check-restored.ts';
import { rules } from './rules.ts';
import { partnerOf, type Acknowledged, type World } from './world.ts';

// What must hold of any history. Nothing here asks a mutant's rules: where a rule is needed it is the product's.

const ALL = [CHARTER, ...CHANNELS];

/** Watches what leaves and what is taken, at the moment when it does. */
export function watch(world: () => World, cosigned: Cosigned[], isLiar: (node: SimNode) => boolean): Observer {
  const say = (line: string): void => void world().violations.push(line);
  const judge = (node: SimNode, record: StoredRecord, did: string): void => {
    const standing = standingOf(node, rules);
    if (record.channel === CHARTER) return;
    if (!isCharterHeard(node)) say(`${node.name} ${did} a ${record.type} while the charter is not heard`);
    if (!isForKind(standing?.facts.kind, record.object)) say(`${node.name} ${did} a ${record.type} between cities`);
    if (standing?.facts.state !== 'in-force')
      say(`${node.name} ${did} a ${record.type} while the accord is ${standing?.facts.state}`);
  };
  const termsOf = (node: SimNode): string => standingOf(node, rules)?.governing.modified ?? '';
  /** By what terms a record left, by its commitment. */
  const leftUnder = new Map<string, string>();
  return {
    sequenced: (node, record, disclosure) => {
      if (isLiar(node)) return;
      leftUnder.set(record.c, termsOf(node));
      judge(node, record, 'published');
      if (JSON.stringify(disclosure).includes(SECRET)) say(`${node.name} delivered what is above the ceiling`);
      if (isAboveCeiling(node, record)) say(`${node.name} delivered a ${record.type} above the ceiling`);
    },
    taken: (node, record) => {
      judge(node, record, 'took');
      if (record.isExpunged) return; // it was held once, and is a stub
      if (record.parts.some(({ canonical }) => canonical?.includes(SECRET)) || isAboveCeiling(node, record))
        say(`${node.name} took a ${record.type} above the ceiling`);
      if (record.object['created_by_ref'] !== record.publisher) say(`${node.name} took what is not by its publisher`);
    },
    excepted: (node, c, code) => {
      const terms = leftUnder.get(c);
      const isOfTerms = code === 'above-ceiling' || code === 'wrong-accord';
      if (isOfTerms && terms !== undefined && !isDeletedWith(world(), node) && termsOf(node) < terms)
        say(`${node.name} refuses as ${code} by terms that its partner knew to be replaced`);
    },
    cosigned: (node, { origin, channel, size, root }) => {
      cosigned.push({ node, origin, channel, size, root });
    },
  };
}

/** The accord has ended for both, and its author has deleted the terms: nothing more is judged by them. */
const isDeletedWith = (world: World, node: SimNode): boolean =>
  isTextDeleted(node) && ['terminated', undefined].includes(standingOf(partnerOf(world, node), rules)?.facts.state);

/** As far as it is shared: a text that never left its author governs nothing. */
const isTextDeleted = (node: SimNode): boolean => {
  const texts = versionsOf(node, node.accord).map((record) => ({ record, place: placeOf(node, record) }));
  const shared = rules.sharedVersions(texts);
  return shared.length > 0 && shared.every(({ record }) => record.isExpunged);
};

export type Cosigned = { readonly node: SimNode } & Pick<Feed, 'origin' | 'channel' | 'size' | 'root'>;

function isAboveCeiling(node: SimNode, { channel, object }: StoredRecord): boolean {
  const ceiling =
    channel === CHARTER
      ? CHARTER_CEILING
      : standingOf(node, rules)?.facts.channels.find(({ name }) => name === channel)?.ceiling;
  const resolved = resolveMarkings(objectMarkings(object));
  return ceiling === undefined || 'unknown' in resolved || exceedsCeiling(resolved, ceiling) !== undefined;
}

export type Expected = {
  readonly isLiar: (node: SimNode) => boolean;
  /** Feeds that a lie spoils, by origin. */
  readonly spoilt: ReadonlySet<string>;
  readonly told: readonly Told[];
};

/** After the network has healed. */
export function check(world: World, cosigned: readonly Cosigned[], expected: Expected): void {
  const { a, b, violations } = world;
  for (const channel of ALL) {
    for (const [publisher, recipient] of [
      [a, b],
      [b, a],
    ] as const) {
      const pair = { channel, publisher, recipient };
      const isSpoilt = ({ origin }: Feed): boolean => expected.spoilt.has(origin);
      const isHeard = !isSpoilt(feedOf(recipient, channel, true));
      if (!isSpoilt(feedOf(publisher, channel, true))) checkFeed(world, pair, isHeard);
      checkSeenAlong(world, pair);
    }
  }
  checkCosigned(world, cosigned);
  for (const node of [a, b]) checkExpunged(world, node);
  checkRestored(world, expected);
  const liar = [a, b].find(expected.isLiar);
  if (liar) for (const told of expected.told) checkTold(world, liar, told, expected);
  if (violations.length > 0) return;
  const isCharterSpoilt = [a, b].some((node) => expected.spoilt.has(feedOf(node, CHARTER, true).origin));
  if (!isCharterSpoilt) checkFolds(world, expected);
  for (const one of world.acknowledged) if (!expected.isLiar(one.node)) checkDelivery(world, one, expected);
}

/** Each lie has a name at the one who was lied to. */
function checkTold(world: World, liar: SimNode, told: Told, { spoilt }: Expected): void {
  const { violations } = world;
  const victim = partnerOf(world, liar);
  const feed = feedOf(victim, told.channel, false);
  if ('faults' in told) {
    // Also in an epoch of which nothing could be taken.
    const found = feedsOf(victim, { channel: told.channel, isOurs: false }).flatMap((one) => one.fault ?? []);
    if (!told.faults.some((name) => found.some((one) => one === name)))
      violations.push(`a lie in ${told.channel} is ${found[0] ?? 'taken'}, not ${told.faults.join(' or ')}`);
    return;
  }
  const entries = feedsOf(victim, { channel: told.channel, isOurs: false })
    .flatMap((one) => entriesOf(victim, one))
    .reverse();
  if ('index' in told) {
    const at = entriesOf(victim, feedAt(victim, { channel: told.channel, isOurs: false }, told.epoch))[told.index];
    const ended = feedAt(liar, { channel: told.channel, isOurs: true }, told.epoch).ended !== null;
    if (!at && (ended || spoilt.has(feed.origin))) return;
    // What bound both until the accord ended may go then.
    if (told.channel === CHARTER && ['terminated', undefined].includes(standingOf(victim, rules)?.facts.state)) return;
    if (!told.codes.some((code) => code === at?.code))
      violations.push(`a lie in an act is ${at?.code ?? 'taken'}, not ${told.codes.join(' or ')}`);
    return;
  }
  const entry = entries.find(({ c }) => c === told.c);
  // Told again in another epoch, it would have to pass the liar's own doors.
  const hasEnded = feedsOf(liar, { channel: told.channel, isOurs: true }).some(({ ended }) => ended !== null);
  if (hasEnded || (!entry && spoilt.has(feed.origin))) return;
  const twin = told.twin === undefined ? undefined : entries.find(({ c }) => c === told.twin);
  // Deleted by the liar before anybody could look at it.
  if (entry?.code === 'no-disclosure' && liar.records.all().some(({ c, isExpunged }) => c === told.c && isExpunged))
    return;
  // The terms that it would be judged by are deleted; a version of them may have come since.
  if (versionsOf(victim, victim.accord).some(({ isExpunged }) => isExpunged)) return;
  const said = liar.records.all().find(({ c }) => c === told.c);
  if (isOfLost(world, victim, said)) return;
  const isNamed = told.codes.some((code) => code === entry?.code) || told.codes.some((code) => code === twin?.code);
  if (!isNamed) violations.push(`a lie in a record is ${entry?.code ?? 'taken'}, not ${told.codes.join(' or ')}`);
}

type Pair = { readonly channel: string; readonly publisher: SimNode; readonly recipient: SimNode };

/** Both hold one log, whole, over its epochs; and what the receipts say of it, where they are heard, is what is so. */
function checkFeed(world: World, pair: Pair, isHeard: boolean): void {
  const { channel, publisher, recipient } = pair;
  const epochs = [...feedsOf(publisher, { channel, isOurs: true }), ...feedsOf(recipient, { channel, isOurs: false })];
  for (const epoch of new Set([FIRST_EPOCH, ...epochs.map((feed) => feed.epoch)]))
    checkEpoch(world, pair, { epoch, isHeard });
}

function checkEpoch(
  { violations, restored }: World,
  { channel, publisher, recipient }: Pair,
  { epoch, isHeard }: { readonly epoch: number; readonly isHeard: boolean },
): void {
  const ours = feedAt(publisher, { channel, isOurs: true }, epoch);
  const theirs = feedAt(recipient, { channel, isOurs: false }, epoch);
  const where = `${publisher.name}'s ${channel}${epoch === FIRST_EPOCH ? '' : ` (epoch ${epoch})`}`;
  const say = (line: string): void => void violations.push(`${where}: ${line}`);
  const { size, root } = ours.ended ?? ours;
  if (theirs.fault) return say(`${recipient.name} says ${theirs.fault}`);
  if (size !== theirs.size) return say(`${size} entries are published and ${theirs.size} held`);
  if (ours.ended === null && ours.cosignedSize !== (size === 0 ? null : size))
    say('the newest checkpoint is not cosigned');
  if (size > 0 && ours.ended === null && !isSameKey(ours.key, theirs.key)) say('the two do not agree on its key');
  const [here, there] = [entriesOf(publisher, { ...ours, size }), entriesOf(recipient, theirs)];
  if (here.length !== size || there.length !== size) return say('an entry is missing');
  if (!isSameHash(rootsOf(there)(size), root)) say('the entries held do not hash to the root');
  const said = receiptedStates(recipient, { channel, epoch });
  for (const [i, entry] of there.entries()) {
    const own = here[i]!;
    if (own.body !== entry.body) say(`entry ${i} differs`);
    if (!isHeard) continue;
    if (own.isExpunged !== entry.isExpunged)
      say(
        `entry ${i} is ${entry.isExpunged ? 'expunged' : 'kept'} there, and ${own.isExpunged ? 'expunged' : 'kept'} here`,
      );
    // Taken again after a restore as it was taken in the end: that it had been excepted once is told by the receipts alone.
    if (restored.has(recipient) && own.code === 'lifted' && entry.code === null) continue;
    if (own.state !== entry.state || own.code !== entry.code)
      say(`entry ${i} is ${entry.state} ${entry.code} there and ${own.state} ${own.code} here`);
    if (entry.kind === 'record' && (said.reach <= i || (said.states.get(i)?.code ?? null) !== entry.code))
      say(`the receipts do not say that entry ${i} is ${entry.code ?? 'stored'}`);
  }
}

const isSameKey = (a: Uint8Array | null, b: Uint8Array | null): boolean => a !== null && b !== null && isSameHash(a, b);

/** What a party's receipts say when read one after the other. */
function receiptedStates(
  by: SimNode,
  { channel, epoch }: { readonly channel: string; readonly epoch: number },
): { reach: number; states: Map<number, ReceiptException> } {
  const states = new Map<number, ReceiptException>();
  let reach = 0;
  for (const feed of feedsOf(by, { channel, isOurs: true })) {
    for (const { body } of entriesOf(by, { ...feed, size: feed.ended?.size ?? feed.size })) {
      const entry = parseEntry(utf8(body));
      if (entry.kind !== 'receipt' || entry.seen[0] !== epoch) continue;
      reach = Math.max(reach, entry.size);
      for (const one of entry.exceptions) states.set(one.index, one);
    }
  }
  return { reach, states };
}

/** Along what a recipient has taken, spoilt or not. */
function checkSeenAlong({ violations }: World, { channel, publisher, recipient }: Pair): void {
  const say = (line: string): void => void violations.push(`${publisher.name}'s ${channel}: ${line}, and it was taken`);
  for (const feed of feedsOf(recipient, { channel, isOurs: false })) {
    let previous: Seen = [FIRST_EPOCH, 0, ''];
    for (const { body } of entriesOf(recipient, feed)) {
      const { seen } = parseEntry(utf8(body));
      const own = feedAt(recipient, { channel, isOurs: true }, seen[0]);
      if (seen[0] < previous[0] || (seen[0] === previous[0] && seen[1] < previous[1])) say('seen decreases');
      if (seen[1] > own.size) say('has seen what never was');
      else if (
        (seen[0] !== previous[0] || seen[1] !== previous[1]) &&
        toBase64(rootsOf(entriesOf(recipient, own))(seen[1])) !== seen[2]
      )
        say('has seen a fork');
      previous = seen;
    }
  }
}

function checkCosigned({ violations }: World, cosigned: readonly Cosigned[]): void {
  const logs = Map.groupBy(cosigned, ({ node, origin }) => `${node.name} ${origin}`);
  for (const of of logs.values()) {
    const { node, channel, origin } = of[0]!;
    const held = entriesOf(node, { origin, size: node.feeds.get(origin)?.size ?? 0 });
    const rootAt = rootsOf(held);
    for (const { size, root } of of) {
      if (held.length < size || !isSameHash(rootAt(size), root))
        violations.push(`${node.name} cosigned ${size} entries of ${channel} and does not hold them`);
    }
  }
}

/** The roots of the tree over the entries at each of its sizes, hashed anew. */
function rootsOf(entries: readonly StoredEntry[]): (size: number) => Uint8Array {
  const leaves = entries.map(({ body }) => leafHash(utf8(body)));
  const { tiles } = append({ size: 0, tiles: () => undefined, leaves });
  const reader = tileReader(tiles);
  return (size) => treeRoot(size, reader);
}

/** Nothing is left of what was expunged, and it never comes back; what its author asked to delete is deleted, or held. */
function checkExpunged({ violations, liftedBefore }: World, node: SimNode): void {
  const say = (line: string): void => void violations.push(`${node.name}: ${line}`);
  const isLeft = ({ parts, secret }: StoredRecord): boolean => parts.length > 0 || secret !== null;
  for (const record of node.records.all()) {
    if (!record.isExpunged) continue;
    if (isLeft(record)) say('content is left in a record that was expunged');
    if (node.releases.get(record.seq)?.disclosure) say('a disclosure is left of a record that was expunged');
    // What came back as a stub alone was deleted by its author before a hold could keep it.
    if (node.holds.get(record.id) && !record.isStub && !liftedBefore.has(`${node.name} ${record.id}`))
      say('content is gone that a legal hold is on');
    if (Object.keys(record.object).some((name) => !STUB.has(name))) say('a stub says more than it may');
  }
  for (const entry of node.entries.all()) {
    if (node.feeds.get(entry.origin)?.isOurs !== false) continue;
    const record = entry.record === null ? undefined : node.records.get(entry.record);
    if (!entry.isExpunged && record?.isExpunged) say('content was expunged that nobody was told of');
    if (entry.isExpunged && record && !record.isExpunged) say('what was expunged has come back');
    if (entry.recalled === null || entry.isExpunged) continue;
    if (!record || node.holds.get(record.id) !== true) say('what was recalled is neither expunged nor held');
  }
}

const STUB: ReadonlySet<string> = new Set(['type', 'id', 'modified', 'accord_ref', 'subject', 'verb']);

function checkFolds({ a, b, violations }: World, { spoilt }: Expected): void {
  const [atA, atB] = [standingOf(a), standingOf(b)];
  // Deleted after its end, and kept there by a legal hold: without the text nothing is folded.
  const isDeleted = [a, b].map(isTextDeleted);
  if (isDeleted.includes(true) && isDeleted.includes(false)) {
    const left = atA ?? atB;
    if (left?.facts.state !== 'terminated')
      violations.push(`the accord is deleted at one side, and ${left?.facts.state}`);
    return;
  }
  // Of one version only one side has the text, on a legal hold: what it went through before the end is not known at the other.
  const isOneDeleted = versionsOf(a, a.accord).some(({ c, isExpunged }) =>
    versionsOf(b, b.accord).some((other) => other.c === c && other.isExpunged !== isExpunged),
  );
  const isAlike = isOneDeleted || compact(atA?.fold) === compact(atB?.fold);
  if (!isAlike || atA?.facts.state !== atB?.facts.state)
    violations.push(`the accord is ${atA?.facts.state} at A and ${atB?.facts.state} at B`);
  if ([a, b].some((node) => spoilt.has(feedOf(node, 'secretariat', true).origin))) return;
  for (const id of new Set([...recordIds(a), ...recordIds(b)])) {
    const isHeldByBoth = versionsOf(a, id).some(({ c }) => versionsOf(b, id).some((other) => other.c === c));
    if (lifeCycleOf(id) === undefined || !isHeldByBoth) continue;
    const [here, there] = [foldOf(a, id)?.folded, foldOf(b, id)?.folded];
    if (compact(here) !== compact(there))
      violations.push(`a ${id.slice(0, -38)} is ${here?.state} at A and ${there?.state} at B`);
    checkMeeting({ a, b, violations }, id);
    checkProgress({ a, b, violations }, id);
  }
}

/** Over all its proposals, if both hold the same of them: what one side alone still has after a deletion, the other cannot fold. */
function checkMeeting({ a, b, violations }: Pick<World, 'a' | 'b' | 'violations'>, id: string): void {
  const proposals = (node: SimNode) =>
    node.records
      .all()
      .filter(({ object, ...record }) => record.id === id || object['moves_ref'] === id)
      .filter((record) => placeOf(node, record)?.isExcepted === false)
      .map(({ c }) => c)
      .sort()
      .join();
  if (!id.startsWith('meeting--') || proposals(a) !== proposals(b)) return;
  const [here, there] = [jointMeetingOf(a, id), jointMeetingOf(b, id)];
  const told = (joint: typeof here) =>
    JSON.stringify([joint?.state, joint?.governing?.c, joint?.open.map(({ c }) => c), joint?.because?.id]);
  if (told(here) !== told(there)) violations.push(`a meeting is ${told(here)} at A and ${told(there)} at B`);
}

/** From the same records, whatever order they came in and whatever is withheld of them. */
function checkProgress({ a, b, violations }: Pick<World, 'a' | 'b' | 'violations'>, id: string): void {
  const held = (node: SimNode) =>
    progressVersionsOf(node, id)
      .map(({ c }) => c)
      .sort()
      .join();
  if (!id.startsWith('commitment--') || held(a) !== held(b)) return;
  const told = (node: SimNode) => {
    const joint = jointProgressOf(node, id);
    const sides = Object.entries(joint?.byParty ?? {}).map(([party, { latest, rated, lead, told: all }]) => [
      party,
      lead,
      latest?.c,
      rated?.c,
      all.map(({ c }) => c),
    ]);
    return JSON.stringify([joint?.view, joint?.rating, joint?.percent, sides]);
  };
  if (told(a) !== told(b)) violations.push(`progress is ${told(a)} at A and ${told(b)} at B`);
}

/** All of a fold but what may be withheld from one side. */
const compact = (folded: Folded | undefined): string => {
  const items = (history: Folded['history']) =>
    history.map(({ step, from, to, outcome, reason, crossedWith }) => [
      [step.id, step.publisher, step.index, step.seen, step.verb, step.subject.c, step.at],
      [from, to, outcome, reason, crossedWith],
    ]);
  const versions = folded?.perVersion.map(({ version, state, history }) => [
    version.modified,
    version.c,
    state,
    items(history),
  ]);
  return JSON.stringify([folded?.state, folded?.shown, versions, items(folded?.history ?? [])]);
};

/** Stored, withheld, refused by a code, or waiting with a reason; and the partner holds just what is said to be stored. */
function checkDelivery(world: World, { node, record }: Acknowledged, { spoilt, isLiar }: Expected): void {
  const say = (line: string): void => void world.violations.push(`${node.name}'s ${record.type}: ${line}`);
  const { seq } = storedAs(node, record) ?? { seq: -1 };
  const row = node.releases.get(seq);
  if (!row) return isLostWithTheNode(world, node, record) ? undefined : say('it was acknowledged, and is lost');
  const feed = feedOf(node, record.channel, true);
  const opposite = feedOf(partnerOf(world, node), record.channel, true);
  if (spoilt.has(feed.origin) || spoilt.has(opposite.origin)) return;
  const stands = row.origin === null ? feed : node.feeds.get(row.origin)!;
  const entry: StoredEntry | undefined = entriesOf(node, stands).find((one) => one.record === seq);
  const state = deliveryState({
    isExpunged: entry?.isExpunged ?? false,
    outcome: row.outcome,
    index: row.index,
    exception: entry?.state ?? null,
    receiptedSize: stands.receiptedSize,
  });
  const partner = partnerOf(world, node);
  const isThere = versionsOf(partner, record.id).some(({ c, isExpunged }) => c === record.c && !isExpunged);
  if (isThere !== (state === 'stored')) say(`said to be ${state}, and the partner has ${isThere ? 'it' : 'nothing'}`);
  const { isExpunged } = node.records.get(seq)!;
  if (isExpunged && state === 'stored' && partner.holds.get(record.id) !== true && !isLiar(partner))
    say('recalled, and the partner keeps it');
  if (state === 'queued' || state === 'sent') say(`still ${state}`);
  const standing = standingOf(node, rules)?.facts.state;
  if (state === 'waiting' && (standing === 'in-force' || standing === 'terminated')) say(`waits while ${standing}`);
  if (isLiar(partner)) return;
  // What was recalled while it waited is gone, and not asked for again.
  if (entry?.code === 'not-in-force' && standing === 'in-force' && !(isExpunged && entry.isExpunged))
    say('refused as not in force, and it is in force');
  if (
    entry &&
    state !== 'stored' &&
    state !== 'expunged' &&
    !isHonestly(entry.code) &&
    !isOfRecall(node, { ...record, seq }, entry) &&
    !isOfLostRecall(world, node, { record, code: entry.code })
  )
    say(`an honest record is ${state}: ${entry.code}${subjectOf(node, record)}`);
}

/** What comes after its content was deleted, and a step on it. */
function isOfRecall(node: SimNode, { seq, object }: StoredRecord, { code }: StoredEntry): boolean {
  const subject = object['subject'] as { id: string; c: string } | undefined;
  const bound = subject && versionsOf(node, subject.id).find(({ c }) => c === subject.c);
  if (code === 'no-disclosure') return node.records.get(seq)?.isExpunged === true;
  return code === 'unknown-subject' && bound?.isExpunged === true;
}

/** The same by a recall that went with the node after its partner had been refused the content. */
function isOfLostRecall(
  { deletedBefore }: World,
  node: SimNode,
  { record, code }: { record: StoredRecord; code: string | null },
): boolean {
  if (code === 'no-disclosure') return deletedBefore.has(record.c);
  const subject = record.object['subject'] as { id: string; c: string } | undefined;
  const bound = subject && versionsOf(node, subject.id).find(({ c }) => c === subject.c);
  const given = bound && node.entries.all().find((entry) => entry.record === bound.seq);
  return code === 'unknown-subject' && given?.code === 'no-disclosure' && deletedBefore.has(given.c!);
}

function subjectOf(node: SimNode, { object }: StoredRecord): string {
  const subject = object['subject'] as { id: string; c: string } | undefined;
  const bound = subject && versionsOf(node, subject.id).find(({ c }) => c === subject.c);
  if (!bound) return '';
  const whose = bound.publisher === node.partyId ? 'own' : 'partner';
  return `, on ${whose} ${bound.type}, ${node.releases.get(bound.seq)?.outcome} ${placeOf(node, bound)?.isExcepted}`;
}

/** What two honest nodes may except of each other's. */
const isHonestly = (code: string | null): boolean => code !== null && HONEST.has(code);

/** Of terms that the partner did not know of yet, and of what was refused by them; `watch` tells when it did. */
const HONEST: ReadonlySet<string> = new Set(['not-in-force', 'above-ceiling', 'wrong-accord']);
