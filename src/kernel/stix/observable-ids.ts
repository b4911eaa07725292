import { toHex, utf8 } from '#platform';
import { canonicalize } from '../json/canonical.ts';
import { isJsonObject, textOf } from '../json/types.ts';
import type { JsonObject, JsonValue } from '../json/types.ts';
import { fault, stix } from './rules.ts';
import { sha1 } from './sha1.ts';
import type { CrossRule } from './table.ts';

/** STIX 2.1 section 2.9: the namespace of the ids of cyber-observables. */
const NAMESPACE = Uint8Array.from([
  0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7,
]);
/** Of several hashes the first of these alone goes into the id. */
const HASH_ORDER = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512'] as const;

const uuid5 = (text: string): string => {
  const content = utf8(text);
  const bytes = new Uint8Array(NAMESPACE.length + content.length);
  bytes.set(NAMESPACE);
  bytes.set(content, NAMESPACE.length);
  const digest = sha1(bytes);
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = toHex(digest);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};

/** The specification does not say which hash is taken if it is none of the four: any one of them then makes a right id. */
const hashChoices = (hashes: JsonValue): JsonValue[] => {
  if (!isJsonObject(hashes)) return [hashes];
  const preferred = HASH_ORDER.find((algorithm) => Object.hasOwn(hashes, algorithm));
  const algorithms = preferred === undefined ? Object.keys(hashes) : [preferred];
  return algorithms.map((algorithm) => ({ [algorithm]: hashes[algorithm]! }));
};

/** The version 5 UUIDs that the content gives, the usual one first; none: nothing is there to derive one from. */
export const derivedUuids = (object: JsonObject, contributing: readonly string[]): string[] => {
  const present = contributing.filter((name) => Object.hasOwn(object, name));
  if (present.length === 0) return [];
  const plain = Object.fromEntries(present.map((name) => [name, object[name]!]));
  const { hashes } = plain;
  return (hashes === undefined ? [plain] : hashChoices(hashes).map((one) => ({ ...plain, hashes: one }))).map(
    (choice) => uuid5(canonicalize(choice)),
  );
};

/** STIX 2.1 section 2.9: an id of version 5 says that it is derived, so it must be. Ids of other versions say nothing. */
export const derivedFrom =
  (...contributing: readonly string[]): CrossRule =>
  (object, withheld) => {
    const id = textOf(object['id']);
    const uuid = id.slice(-36);
    if (uuid.charAt(14) !== '5' || contributing.some((name) => withheld.has(name))) return undefined;
    const right = derivedUuids(object, contributing);
    if (right.includes(uuid)) return undefined;
    const message =
      right[0] === undefined
        ? 'is of version 5, but nothing is there to derive it from'
        : `is of version 5, but not the one of this content, which is ${right[0]}`;
    return { ...fault(message, 'id'), clause: stix('2.9') };
  };
