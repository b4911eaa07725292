// C2SP signed-note, tlog-checkpoint, tlog-cosignature; docs/protocol/feed.md, "Notes and signatures".
import { demand, fromBase64, isSigned, Refusal, sha256, utf8 } from './encoding.mjs';

export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;

export const keyId = (name, type, publicKey) => sha256(utf8(`${name}\n`), Buffer.of(type), publicKey).readUInt32BE(0);

export function readVerifierKey(text) {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) ?? [];
  demand(name !== undefined, 'malformed', 'not a verifier key');
  const bytes = fromBase64(encoded, 33);
  const [type, publicKey] = [bytes[0], bytes.subarray(1)];
  demand(type === ED25519 || type === COSIGNATURE, 'malformed', 'another type of key');
  demand(keyId(name, type, publicKey).toString(16).padStart(8, '0') === id, 'malformed', 'another id');
  return { name, type, publicKey };
}

export function readSignatureLine(line) {
  const [, name, encoded] = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line) ?? [];
  demand(name !== undefined, 'malformed', 'not a signature line');
  const bytes = fromBase64(encoded);
  demand(bytes.length >= 5, 'malformed', 'not a signature');
  return { name, id: bytes.readUInt32BE(0), signature: bytes.subarray(4) };
}

export function readNote(note) {
  const cut = note.lastIndexOf('\n\n');
  demand(cut > 0 && note.endsWith('\n'), 'malformed', 'not a signed note');
  const lines = note
    .slice(cut + 2)
    .split('\n')
    .slice(0, -1);
  demand(lines.length > 0 && lines.length <= 100, 'malformed', 'no signatures, or too many');
  return { text: note.slice(0, cut + 1), signatures: lines.map(readSignatureLine) };
}

/** The keys that signed. One false signature in the name of a given key condemns the note; others are ignored. */
export function signersOf({ text, signatures }, keys) {
  const found = [];
  for (const { name, id, signature } of signatures) {
    const key = keys.find((one) => one.name === name && keyId(one.name, one.type, one.publicKey) === id);
    if (key === undefined) continue;
    demand(!found.includes(key), 'bad-signature', 'one key signed twice');
    demand(holds(key, text, signature), 'bad-signature', `the signature of ${name} does not hold`);
    found.push(key);
  }
  demand(found.length > 0, 'unknown-key', 'no signature by a key that is known');
  return found;
}

function holds({ type, publicKey }, text, signature) {
  if (type === ED25519) return isSigned(publicKey, utf8(text), signature);
  if (signature.length !== 72) return false;
  const time = signature.readBigUInt64BE(0);
  return isSigned(publicKey, utf8(`cosignature/v1\ntime ${time}\n${text}`), signature.subarray(8));
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const ORIGIN = new RegExp(`^entente\\.v1/(${UUID})/(${UUID})/(${UUID})/([a-z0-9]+(?:-[a-z0-9]+)*)/(0|[1-9]\\d*)$`);

export function readOrigin(text) {
  const [, publisher, recipient, accord, channel, epoch] = ORIGIN.exec(text) ?? [];
  demand(publisher !== undefined && publisher !== recipient && channel.length <= 64, 'malformed', 'not an origin');
  return { publisher, recipient, accord, channel, epoch: Number(epoch) };
}

export function readCheckpoint(text) {
  const [, origin, size, root] = /^([^\n]+)\n(0|[1-9]\d*)\n([^\n]+)\n$/.exec(text) ?? [];
  demand(origin !== undefined && Number.isSafeInteger(Number(size)), 'malformed', 'not a checkpoint');
  return { origin, size: Number(size), root: fromBase64(root, 32) };
}

/** A checkpoint of this feed, with those of the public keys that signed it. */
export function openCheckpoint(text, origin, publicKeys) {
  const note = readNote(text);
  const checkpoint = readCheckpoint(note.text);
  demand(checkpoint.origin === origin, 'wrong-origin');
  const keys = publicKeys.map((publicKey) => ({ name: origin, type: ED25519, publicKey }));
  return { ...checkpoint, text: note.text, signers: signersOf(note, keys).map(({ publicKey }) => publicKey) };
}

export function openCosigned(text, origin, { uuid, publicKeys }) {
  const note = readNote(text);
  const checkpoint = readCheckpoint(note.text);
  demand(checkpoint.origin === origin, 'bad-cosignature');
  const keys = publicKeys.map((publicKey) => ({ name: `entente.v1/${uuid}`, type: COSIGNATURE, publicKey }));
  try {
    return { ...checkpoint, signers: signersOf(note, keys).map(({ publicKey }) => publicKey) };
  } catch (error) {
    throw error instanceof Refusal ? new Refusal('bad-cosignature', error.message) : error;
  }
}

/** C2SP tlog-tiles: the path of a tile or an entry bundle. */
export function readTilePath(path) {
  const [, level, digits, width] =
    /^tile\/(entries|\d|[1-5]\d|6[0-3])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? [];
  demand(level !== undefined && !/[^\x20-\x7e]/.test(path), 'malformed', 'not the path of a tile');
  demand(!digits.startsWith('x000/') && (width === undefined || Number(width) < 256), 'malformed', 'another spelling');
  const index = Number(digits.replaceAll(/[x/]/g, ''));
  demand(Number.isSafeInteger(index), 'malformed', 'beyond 2^53');
  return {
    level: level === 'entries' ? level : Number(level),
    index,
    width: width === undefined ? 256 : Number(width),
  };
}
