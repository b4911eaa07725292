import { fromBase64Strict, hmacSha256, sha256, toBase64, utf8 } from '#platform';
import { Failure } from '../errors.ts';
import { canonicalize } from '../json/canonical.ts';
import type { JsonObject } from '../json/types.ts';
import { partition } from './parts.ts';
import type { PartShape } from './parts.ts';

const PART_TAG = utf8('entente-part-1');
const RECORD_TAG = utf8('entente-record-1');

/** A part as it is stored: without salt and canonical text when it was withheld or its content expunged. */
export type HeldPart = PartShape & {
  readonly salt: Uint8Array | null;
  readonly canonical: string | null;
  readonly hash: Uint8Array;
};
/** A part whose content is there: all of the author's are. */
export type OpenPart = HeldPart & { readonly salt: Uint8Array; readonly canonical: string };

export type Commitment = { readonly c: string; readonly parts: readonly [OpenPart, ...OpenPart[]] };

const uint32be = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

export const hashPart = (salt: Uint8Array, canonical: string): Uint8Array => sha256(PART_TAG, salt, utf8(canonical));

export const commitParts = (hashes: readonly Uint8Array[]): string =>
  toBase64(sha256(RECORD_TAG, uint32be(hashes.length), ...hashes));

/** `secret`: 32 fresh random bytes for this version alone. With it the salts can be made again, so it never leaves the author. */
export const commit = (record: JsonObject, secret: Uint8Array): Commitment => {
  if (secret.length !== 32) throw new Failure('internal', 'a version secret has 32 bytes');
  const [first, ...rest] = partition(record).map(({ value, markings, properties }, index): OpenPart => {
    const salt = hmacSha256(secret, uint32be(index));
    const canonical = canonicalize(value);
    return { markings, properties, salt, canonical, hash: hashPart(salt, canonical) };
  });
  const parts: [OpenPart, ...OpenPart[]] = [first!, ...rest];
  return { c: commitParts(parts.map(({ hash }) => hash)), parts };
};

export const encodeHash = toBase64;

/** Exactly 32 bytes in the one spelling, or Failure('inconsistent'). */
export const decodeHash = (text: unknown, what: string): Uint8Array => {
  let bytes: Uint8Array | undefined;
  try {
    if (typeof text === 'string' && text.length === 44) bytes = fromBase64Strict(text);
  } catch {
    // Said below, in the words of what was being read.
  }
  if (bytes?.length !== 32) throw new Failure('inconsistent', `${what} is not 32 bytes of base64`);
  return bytes;
};
