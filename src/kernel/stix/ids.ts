import { toHex } from '#platform';
import { Failure } from '../errors.ts';

export type StixId = { readonly type: string; readonly uuid: string };

/** STIX 2.1 section 3.3: lower-case letters, digits and single hyphens. */
export const TYPE_NAME = /^(?!.*--)[a-z][a-z0-9-]{1,248}[a-z0-9]$/;
// Lower case only: RFC 9562 writes it so, and one id must have one spelling on both nodes.
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The part of an id pattern after the type: for JSON Schemas. */
export const UUID_PATTERN = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

export const parseId = (id: string): StixId | undefined => {
  const cut = id.length - 38;
  if (cut < 1 || !id.startsWith('--', cut)) return undefined;
  const type = id.slice(0, cut);
  const uuid = id.slice(cut + 2);
  return TYPE_NAME.test(type) && UUID.test(uuid) ? { type, uuid } : undefined;
};

export const isIdOf = (id: string, type: string): boolean =>
  id.length === type.length + 38 &&
  id.startsWith(type) &&
  id.startsWith('--', type.length) &&
  UUID.test(id.slice(type.length + 2));

/** 4: chosen at random, 5: derived from the content (STIX 2.1 section 2.9). */
export const uuidVersion = (uuid: string): number | undefined => {
  const digit = UUID.exec(uuid)?.[1];
  return digit === undefined ? undefined : Number(digit);
};

/** Version 4 from 16 random bytes. */
export const uuidFrom = (random: Uint8Array): string => {
  if (random.length !== 16) throw new Failure('internal', 'a UUID needs 16 random bytes');
  const bytes = Uint8Array.from(random);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

export const newId = (type: string, random: Uint8Array): string => `${type}--${uuidFrom(random)}`;
