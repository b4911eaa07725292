// docs/protocol/dossier.md.
import {
  base64,
  canonical,
  demand,
  fingerprint,
  fromBase64,
  isObject,
  readCanonical,
  Refusal,
  same,
  sha256,
  utf8,
} from './encoding.mjs';
import { checkEntry } from './entries.mjs';
import { ED25519, openCheckpoint, openCosigned, readNote, readOrigin, signersOf } from './notes.mjs';
import { open } from './records.mjs';
import { isConsistent, isIncluded, leafHash, rootOf } from './tree.mjs';

const OWN_TYPES = ['accord', 'commitment', 'document', 'statement', 'step'];
const isText = (value) => typeof value === 'string';
const isIndex = (value) => Number.isSafeInteger(value) && value >= 0;
const isTexts = (value) => Array.isArray(value) && value.every(isText);
const orNull = (is) => (value) => value === null || is(value);
const LINES = {
  card: { line: isText, card: isObject, earlier: isTexts },
  rotation: { line: isText, origin: isText, checkpoint: isText, index: isIndex, entry: isObject, proof: isTexts },
  feed: {
    line: isText,
    origin: isText,
    checkpoint: isText,
    cosigned: orNull(isText),
    complete: (value) => typeof value === 'boolean',
    consistency: isTexts,
  },
  entry: { line: isText, index: isIndex, entry: isObject, proof: isTexts, disclosure: orNull(isObject) },
};
const STAGE = { card: 0, rotation: 1, feed: 2, entry: 2 };

/** {exit, faults}: 0 all holds and is trusted, 1 something fails, 2 a key is not trusted. */
export function verifyDossier(bytes, trust) {
  const dossier = { parties: new Map(), rotations: [], feeds: [], relied: [], faults: [] };
  try {
    readLines(dossier, bytes);
    compareFeeds(dossier);
    compareRecords(dossier);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    dossier.faults.push(error.fault);
  }
  const faults = [...new Set(dossier.faults)].toSorted((a, b) => (a < b ? -1 : 1));
  return { exit: faults.length > 0 ? 1 : isTrusted(dossier, trust) ? 0 : 2, faults };
}

function readLines(dossier, bytes) {
  demand(bytes.at(-1) === 0x0a, 'malformed', 'the last byte is no line feed');
  const [lines, hash] = [[], []];
  for (let from = 0; from < bytes.length;) {
    const to = bytes.indexOf(0x0a, from);
    lines.push(bytes.subarray(from, to));
    hash.push(bytes.subarray(from, to + 1));
    from = to + 1;
  }
  let stage = 0;
  lines.slice(0, -1).forEach((line) => {
    const value = readCanonical(line);
    const members = isObject(value) && Object.hasOwn(LINES, value.line) ? LINES[value.line] : undefined;
    demand(members !== undefined && hasJust(value, members), 'malformed', 'not a line');
    demand(STAGE[value.line] >= stage, 'malformed', 'out of order');
    stage = STAGE[value.line];
    READ[value.line](dossier, value);
  });
  const note = readCanonical(lines.at(-1));
  demand(isText(note), 'malformed', "the exporter's note is missing");
  dossier.feeds.forEach((feed) => closeFeed(dossier, feed));
  readExporter(dossier, note, sha256(...hash.slice(0, -1)));
}

/** Exactly these members, each of its kind. */
const hasJust = (value, members) =>
  Object.keys(value).every((name) => Object.hasOwn(members, name)) &&
  Object.entries(members).every(([name, is]) => Object.hasOwn(value, name) && is(value[name]));

const READ = { card: readCard, rotation: readRotation, feed: readFeed, entry: readEntry };

const CARD = {
  v: (value) => value === 1,
  id: (value) => isText(value) && /^identity--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  names: (value) => isObject(value) && Object.values(value).every(isText),
  url: isText,
  key: isText,
};

function readCard({ parties }, { card, earlier }) {
  demand(hasJust(card, CARD), 'malformed', 'not a card');
  const uuid = card.id.slice('identity--'.length);
  demand(!parties.has(uuid), 'malformed', 'two cards of one party');
  parties.set(uuid, {
    id: card.id,
    uuid,
    publicKeys: [card.key, ...earlier.toReversed()].map((key) => fromBase64(key, 32)),
  });
}

function party({ parties }, uuid) {
  const known = parties.get(uuid);
  demand(known !== undefined, 'unknown-party', uuid);
  return known;
}

function readRotation(dossier, { origin, checkpoint, index, entry, proof }) {
  const publisher = party(dossier, readOrigin(origin).publisher);
  checkEntry(entry);
  demand(entry.kind === 'key', 'bad-rotation');
  const { size, root, signers } = openCheckpoint(checkpoint, origin, publisher.publicKeys);
  const isThere = isIncluded(leafHash(utf8(canonical(entry))), index, size, hashes(proof), root);
  if (!isThere) return dossier.faults.push('bad-proof');
  const to = fromBase64(entry.key, 32);
  const [from, ...more] = signers.filter((key) => !same(key, to));
  if (from === undefined || more.length > 0 || signers.length !== 2) return dossier.faults.push('bad-rotation');
  return dossier.rotations.push({ origin, index, party: publisher, from, to });
}

function readFeed(dossier, line) {
  const origin = readOrigin(line.origin);
  const [publisher, recipient] = [party(dossier, origin.publisher), party(dossier, origin.recipient)];
  demand(!dossier.feeds.some((feed) => feed.line.origin === line.origin), 'malformed', 'one feed twice');
  const checkpoint = openCheckpoint(line.checkpoint, line.origin, publisher.publicKeys);
  const rotated = dossier.rotations.filter((one) => one.origin === line.origin && one.index < checkpoint.size);
  const ruling = rotated.sort((a, b) => b.index - a.index)[0]?.to;
  if (ruling && !checkpoint.signers.some((key) => same(key, ruling))) dossier.faults.push('superseded-key');
  dossier.relied.push({ party: publisher, keys: ruling ? [ruling] : checkpoint.signers });
  let cosigned;
  if (line.cosigned !== null) {
    cosigned = openCosigned(line.cosigned, line.origin, recipient);
    demand(cosigned.size <= checkpoint.size, 'rollback');
    dossier.relied.push({ party: recipient, keys: cosigned.signers.slice(0, 1) });
  }
  const isProved = !line.complete && cosigned !== undefined;
  demand(isProved || line.consistency.length === 0, 'malformed', 'a proof that nothing needs');
  if (
    isProved &&
    !isConsistent(cosigned.size, checkpoint.size, hashes(line.consistency), cosigned.root, checkpoint.root)
  )
    dossier.faults.push('fork');
  dossier.feeds.push({
    line,
    origin,
    checkpoint,
    cosigned,
    next: 0,
    leaves: [],
    seen: undefined,
    receipted: undefined,
    claims: [],
    records: [],
  });
}

function readEntry(dossier, { index, entry, proof, disclosure }) {
  const feed = dossier.feeds.at(-1);
  demand(feed !== undefined && Number.isSafeInteger(index) && index >= feed.next, 'malformed', 'an entry out of order');
  const { checkpoint, line } = feed;
  demand(index < checkpoint.size && (!line.complete || index === feed.next), 'missing-entries');
  feed.next = index + 1;
  const leaf = leafHash(utf8(canonical(entry)));
  if (line.complete) {
    demand(proof.length === 0, 'malformed', 'a proof that nothing needs');
    feed.leaves.push(leaf);
  } else if (!isIncluded(leaf, index, checkpoint.size, hashes(proof), checkpoint.root))
    dossier.faults.push('bad-proof');
  try {
    checkEntry(entry);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    dossier.faults.push(error.fault);
    demand(disclosure === null, 'malformed', 'only a record has a disclosure');
    return;
  }
  checkSeen(dossier, feed, entry);
  demand(entry.kind === 'record' || disclosure === null, 'malformed', 'only a record has a disclosure');
  if (disclosure !== null) readRecord(dossier, feed, entry.c, disclosure);
}

/** Along one feed: never less than before, nor than the publisher's own receipt. */
function checkSeen(dossier, feed, entry) {
  const [epoch, size, root] = entry.seen;
  for (const [earlier, fault] of [
    [feed.seen, 'seen-decreased'],
    [feed.receipted, 'seen-below-receipt'],
  ]) {
    if (earlier === undefined) continue;
    if (epoch < earlier[0] || (epoch === earlier[0] && size < earlier[1])) dossier.faults.push(fault);
    else if (epoch === earlier[0] && size === earlier[1] && root !== earlier[2]) dossier.faults.push('fork');
  }
  feed.seen = entry.seen;
  feed.claims.push(entry.seen);
  if (entry.kind !== 'receipt') return;
  const told = [epoch, entry.size, entry.root];
  feed.claims.push(told);
  const [before, reach] = feed.receipted ?? [-1, -1];
  if (epoch > before || (epoch === before && entry.size > reach)) feed.receipted = told;
}

function readRecord(dossier, { origin, records }, c, disclosure) {
  let record;
  try {
    ({ record } = open(c, disclosure));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    dossier.faults.push('bad-disclosure');
    return;
  }
  const isOwn = OWN_TYPES.includes(record.type);
  const fits = (value, wanted) => value === wanted || (value === undefined && !isOwn);
  if (!fits(record.accord_ref, `accord--${origin.accord}`) || !fits(record.channel, origin.channel))
    dossier.faults.push('wrong-accord');
  else if (
    isOwn
      ? record.created_by_ref !== `identity--${origin.publisher}`
      : record.created_by_ref === `identity--${origin.recipient}`
  )
    dossier.faults.push('wrong-author');
  records.push({ publisher: origin.publisher, record, c });
}

function closeFeed(dossier, { line, checkpoint, cosigned, leaves }) {
  if (!line.complete) return;
  if (leaves.length < checkpoint.size) dossier.faults.push('missing-entries');
  else if (!same(rootOf(leaves), checkpoint.root)) dossier.faults.push('changed-entry');
  else if (cosigned && !same(rootOf(leaves.slice(0, cosigned.size)), cosigned.root)) dossier.faults.push('fork');
}

function compareFeeds({ feeds, faults }) {
  for (const { origin, claims } of feeds)
    for (const [epoch, size, root] of claims) {
      const opposite = feeds.find(
        ({ line, origin: other }) =>
          line.complete &&
          other.publisher === origin.recipient &&
          other.recipient === origin.publisher &&
          other.accord === origin.accord &&
          other.channel === origin.channel &&
          other.epoch === epoch,
      );
      if (opposite && size <= opposite.leaves.length && base64(rootOf(opposite.leaves.slice(0, size))) !== root)
        faults.push('fork');
    }
}

function compareRecords({ feeds, faults }) {
  const all = feeds.flatMap(({ records }) => records);
  for (const { publisher, record, c } of all) {
    const isVersion = (id, modified) => (other) => other.record.id === id && other.record.modified === modified;
    if (
      all.filter(isVersion(record.id, record.modified)).some((other) => other.publisher === publisher && other.c !== c)
    )
      faults.push('equivocation');
    if (record.type !== 'step' || !isObject(record.subject)) continue;
    const shared = all.filter(isVersion(record.subject.id, record.subject.modified));
    if (shared.length > 0 && !shared.some((other) => other.c === record.subject.c)) faults.push('wrong-subject');
  }
}

function readExporter(dossier, text, digest) {
  const note = readNote(text);
  demand(note.signatures.length === 1, 'malformed', 'signed more than once');
  const { name } = note.signatures[0];
  const exporter = party(dossier, name.slice('entente.v1/'.length));
  const [publicKey] = exporter.publicKeys;
  try {
    signersOf(note, [{ name: `entente.v1/${exporter.uuid}`, type: ED25519, publicKey }]);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal('bad-signature', error.message) : error;
  }
  demand(note.text === `entente-dossier-1\n${base64(digest)}\n`, 'wrong-digest');
  dossier.relied.push({ party: exporter, keys: [publicKey] });
}

/** From an earlier key to a later one, never backwards. */
function isTrusted({ parties, rotations, relied }, trust) {
  const name = (id, key) => `${id} ${base64(key)}`;
  const reached = new Set();
  for (const { id, publicKeys } of parties.values())
    for (const key of publicKeys) if (trust.includes(fingerprint(id, key))) reached.add(name(id, key));
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (const {
      party: { id },
      from,
      to,
    } of rotations)
      if (reached.has(name(id, from))) reached.add(name(id, to));
  }
  return relied.every(({ party: { id }, keys }) => keys.some((key) => reached.has(name(id, key))));
}

const hashes = (list) => list.map((text) => fromBase64(text, 32));
