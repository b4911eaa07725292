// Written from docs/protocol and the standards that it names. Shares no code with src/.
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';

/** What is refused, with the name that the documents give it. */
export class Refusal extends Error {
  constructor(fault, message = fault) {
    super(message);
    this.fault = fault;
  }
}

export function demand(is, fault, message) {
  if (!is) throw new Refusal(fault, message);
}

export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 8785. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) {
    if (typeof value === 'string') demand(value.isWellFormed(), 'malformed', 'a lone surrogate');
    if (typeof value === 'number') demand(Number.isFinite(value), 'malformed', 'not a JSON number');
    return JSON.stringify(value);
  }
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${canonical(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** Bytes that must be canonical JSON: reading and writing them again gives the same bytes. */
export function readCanonical(bytes, fault = 'malformed') {
  let text;
  let value;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Refusal(fault, 'not JSON');
  }
  demand(canonical(value) === text, fault, 'not in canonical form');
  demand(isInternet(value, 0), fault, 'not I-JSON');
  return value;
}

const MAX_DEPTH = 100;

/** docs/protocol/record.md, "Input"; the lines of a dossier nest up to 100 deep. */
function isInternet(value, depth) {
  if (typeof value === 'string') return !value.includes('\0');
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === MAX_DEPTH) return false;
  return Object.entries(value).every(([name, inner]) => !name.includes('\0') && isInternet(inner, depth + 1));
}

export const utf8 = (text) => Buffer.from(text, 'utf8');
export const base64 = (bytes) => Buffer.from(bytes).toString('base64');
export const same = (a, b) => Buffer.compare(a, b) === 0;

/** Standard, padded, one spelling. */
export function fromBase64(text, size) {
  demand(typeof text === 'string', 'malformed', 'not base64');
  const bytes = Buffer.from(text, 'base64');
  demand(base64(bytes) === text, 'malformed', 'not base64');
  demand(size === undefined || bytes.length === size, 'malformed', `not ${size} bytes`);
  return bytes;
}

export function sha256(...pieces) {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

export const hmac = (key, data) => createHmac('sha256', key).update(data).digest();

export function uint32be(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

// docs/protocol/README.md, "Foundations": y of the points of small order, little-endian.
const SMALL_ORDER = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
];
const P = 2n ** 255n - 19n;

function isSoundPoint(bytes) {
  const y = Buffer.from(bytes);
  y[31] &= 0x7f;
  return BigInt(`0x${Buffer.from(y).reverse().toString('hex')}`) < P && !SMALL_ORDER.includes(y.toString('hex'));
}

export function isSigned(publicKey, message, signature) {
  if (signature.length !== 64 || !isSoundPoint(publicKey) || !isSoundPoint(signature.subarray(0, 32))) return false;
  try {
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
    return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature);
  } catch {
    return false;
  }
}

export function fingerprint(partyId, publicKey) {
  const digits = sha256(utf8(partyId), Buffer.of(0), publicKey).subarray(0, 16).toString('hex');
  return digits.match(/.{4}/g).join('-');
}
