import { fromBase64Strict, fromUtf8, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { canonicalize, parseStrict } from '#kernel/json/canonical.ts';
import { isJsonObject, joinPath } from '#kernel/json/types.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';

// docs/protocol/dossier.md. Every line is canonical JSON; the order is cards, rotations, feeds each with its entries, and
// the exporter's note as one JSON string. Keys, roots and hashes are base64.

/** What two administrators exchange when they pair. */
export type PartyCard = {
  readonly v: 1;
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly url: string;
  readonly key: string;
};
/** `earlier`: keys that the party has had before, oldest first. They are claims; rotations and fingerprints decide. */
export type CardLine = { readonly line: 'card'; readonly card: PartyCard; readonly earlier: readonly string[] };
/** A `key` entry with its proof under the first checkpoint over it, which bears the old and the new signature. */
export type RotationLine = {
  readonly line: 'rotation';
  readonly origin: string;
  readonly checkpoint: string;
  readonly index: number;
  readonly entry: JsonObject;
  readonly proof: readonly string[];
};
/** `cosigned`: the largest checkpoint that the recipient cosigned. `consistency`: from it to `checkpoint`; empty in a complete feed. */
export type FeedLine = {
  readonly line: 'feed';
  readonly origin: string;
  readonly checkpoint: string;
  readonly cosigned: string | null;
  readonly complete: boolean;
  readonly consistency: readonly string[];
};
/** `proof`: of inclusion under the feed's checkpoint; empty in a complete feed. `disclosure`: only beside `record` entries. */
export type EntryLine = {
  readonly line: 'entry';
  readonly index: number;
  readonly entry: JsonObject;
  readonly proof: readonly string[];
  readonly disclosure: JsonObject | null;
};
export type DossierLine = CardLine | RotationLine | FeedLine | EntryLine;

export const DOSSIER_TAG = 'entente-dossier-1';
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

export function formatLine(line: DossierLine | string): Uint8Array {
  return utf8(`${canonicalize(line)}\n`);
}

/** An entry's line with its disclosure, which is in canonical form already and is not parsed to be written again. */
export function formatEntry(entry: Omit<EntryLine, 'disclosure'>, disclosure: string | null): Uint8Array {
  // In the order of RFC 8785 the disclosure is the first member.
  return utf8(`{"disclosure":${disclosure ?? 'null'},${canonicalize(entry).slice(1)}\n`);
}

/** A line without its newline: one of the kinds, or the exporter's note as a string. */
export function readLine(bytes: Uint8Array): DossierLine | string {
  const value = parseStrict(bytes, { maxBytes: MAX_LINE_BYTES, maxDepth: 100 });
  if (canonicalize(value) !== fromUtf8(bytes)) throw new Failure('bad-encoding', 'not in canonical form');
  if (typeof value === 'string') return value;
  const kind = isJsonObject(value) ? value['line'] : undefined;
  if (!isJsonObject(value) || typeof kind !== 'string' || !Object.hasOwn(SHAPES, kind))
    throw new Failure('bad-json', 'not a line of a dossier');
  exactly(value, SHAPES[kind as DossierLine['line']], '$');
  return value as unknown as DossierLine; // every member was checked against SHAPES
}

type Check = (value: JsonValue | undefined, path: string) => void;

const CARD: Record<string, Check> = { v: only(1), id: partyId, names: stringMap, url: string, key: publicKey };
const SHAPES: Record<DossierLine['line'], Record<string, Check>> = {
  card: { line: string, card: (value, path) => exactly(object(value, path), CARD, path), earlier: listOf(publicKey) },
  rotation: { line: string, origin: string, checkpoint: string, index: natural, entry: object, proof: listOf(string) },
  feed: {
    line: string,
    origin: string,
    checkpoint: string,
    cosigned: orNull(string),
    complete: boolean,
    consistency: listOf(string),
  },
  entry: { line: string, index: natural, entry: object, proof: listOf(string), disclosure: orNull(object) },
};

function exactly(value: JsonObject, checks: Record<string, Check>, path: string): void {
  for (const key of Object.keys(value))
    if (!Object.hasOwn(checks, key)) throw wrong('has no place here', joinPath(path, key));
  for (const [key, check] of Object.entries(checks)) check(value[key], joinPath(path, key));
}

function object(value: JsonValue | undefined, path: string): JsonObject {
  if (!isJsonObject(value)) throw wrong('is not an object', path);
  return value;
}

function string(value: JsonValue | undefined, path: string): void {
  if (typeof value !== 'string') throw wrong('is not a string', path);
}

function boolean(value: JsonValue | undefined, path: string): void {
  if (typeof value !== 'boolean') throw wrong('is neither true nor false', path);
}

function natural(value: JsonValue | undefined, path: string): void {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw wrong('is not a whole number from 0 on', path);
}

function partyId(value: JsonValue | undefined, path: string): void {
  if (typeof value !== 'string' || !/^identity--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value))
    throw wrong('is not the id of a party', path);
}

function publicKey(value: JsonValue | undefined, path: string): void {
  if (typeof value !== 'string' || fromBase64Strict(value).length !== 32) throw wrong('is not a public key', path);
}

function stringMap(value: JsonValue | undefined, path: string): void {
  for (const [key, item] of Object.entries(object(value, path))) string(item, joinPath(path, key));
}

function only(expected: JsonValue): Check {
  return (value, path) => {
    if (value !== expected) throw wrong(`is not ${JSON.stringify(expected)}`, path);
  };
}

function orNull(check: Check): Check {
  return (value, path) => {
    if (value !== null) check(value, path);
  };
}

function listOf(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) throw wrong('is not a list', path);
    (value as readonly JsonValue[]).forEach((item, i) => check(item, joinPath(path, i)));
  };
}

function wrong(message: string, path: string): Failure {
  return new Failure('bad-json', `${path} ${message}`, { path });
}
