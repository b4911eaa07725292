import { Failure } from '../errors.ts';
import { canonicalize } from '../json/canonical.ts';
import { readJson } from '../json/read.ts';
import { isJsonObject, setProperty } from '../json/types.ts';
import type { JsonObject, JsonValue } from '../json/types.ts';
import { commitParts, decodeHash, encodeHash, hashPart } from './commitment.ts';
import type { HeldPart, OpenPart } from './commitment.ts';
import { markedParts } from './parts.ts';
import type { PartShape } from './parts.ts';
import { UNMARKABLE } from './selectors.ts';

export type DisclosedPart = { readonly salt: string; readonly part: JsonObject } | { readonly hash: string };
export type Disclosure = { readonly parts: readonly DisclosedPart[] };

export type OpenedDisclosure = {
  /** The properties of all opened parts. */
  readonly record: JsonObject;
  /** Indexes of the parts that were not opened, ascending. */
  readonly withheld: readonly number[];
  readonly parts: readonly [OpenPart, ...HeldPart[]];
};

const refuse = (message: string): never => {
  throw new Failure('inconsistent', message);
};

/** What is sent beside an entry. `open` holds the indexes of the parts whose content goes along; part 0 always does. */
export const disclose = (parts: readonly HeldPart[], open: readonly number[]): Disclosure => {
  const opened = new Set(open);
  refuseToOpen(parts, opened);
  return {
    parts: parts.map(({ salt, canonical, hash }, index) =>
      opened.has(index)
        ? { salt: encodeHash(salt!), part: readJson(canonical!) as JsonObject }
        : { hash: encodeHash(hash) },
    ),
  };
};

/** `canonicalize(disclose(parts, open))`, from the canonical texts as they are held: nothing is parsed to be written again. */
export const discloseText = (parts: readonly HeldPart[], open: readonly number[]): string => {
  const opened = new Set(open);
  refuseToOpen(parts, opened);
  const written = parts.map(({ salt, canonical, hash }, index) =>
    opened.has(index) ? `{"part":${canonical!},"salt":"${encodeHash(salt!)}"}` : `{"hash":"${encodeHash(hash)}"}`,
  );
  return `{"parts":[${written.join()}]}`;
};

const refuseToOpen = (parts: readonly HeldPart[], opened: ReadonlySet<number>): void => {
  if (!opened.has(0)) throw new Failure('internal', 'a disclosure without part 0 discloses nothing');
  for (const index of opened) {
    const part = parts[index];
    if (!part) throw new Failure('internal', `there is no part ${index}`);
    if (part.salt === null || part.canonical === null)
      throw new Failure('internal', `part ${index} is not held, so it cannot be opened`);
  }
};

const readPart = (
  value: JsonValue,
  index: number,
): Omit<HeldPart, keyof PartShape> & { value: JsonObject | undefined } => {
  if (!isJsonObject(value)) return refuse(`part ${index} is not an object`);
  const keys = Object.keys(value).sort().join();
  if (keys === 'hash')
    return { salt: null, canonical: null, hash: decodeHash(value['hash'], `hash of part ${index}`), value: undefined };
  const part = value['part'];
  if (keys !== 'part,salt' || !isJsonObject(part)) return refuse(`part ${index} is neither open nor withheld`);
  const salt = decodeHash(value['salt'], `salt of part ${index}`);
  const canonical = canonicalize(part);
  return { salt, canonical, hash: hashPart(salt, canonical), value: part };
};

/** How the parts must lie, by part 0 alone. */
const layOut = (partZero: JsonObject): PartShape[] => {
  try {
    return markedParts(partZero);
  } catch (cause) {
    throw new Failure('inconsistent', 'the granular markings of part 0 lay out no partition', { cause });
  }
};

const refuseMisplaced = (value: JsonObject, shape: PartShape, index: number): void => {
  const expected = new Set(shape.properties);
  for (const name of Object.keys(value)) {
    if (UNMARKABLE.has(name)) refuse(`${name} stands in part ${index}, its place is part 0`);
    if (!expected.has(name)) refuse(`${name} stands in part ${index}, where no granular marking puts it`);
  }
  for (const name of expected)
    if (!Object.hasOwn(value, name)) refuse(`part ${index} lacks ${name}, which a granular marking puts there`);
};

/**
 * Checks a partner's disclosure (a parsed, untrusted value) against the commitment of its entry and puts the record together.
 * Anything but the one right partition is Failure('inconsistent'), even when the hashes agree.
 */
export const openDisclosure = (c: string, disclosure: JsonValue): OpenedDisclosure => {
  decodeHash(c, 'the commitment');
  if (!isJsonObject(disclosure) || Object.keys(disclosure).join() !== 'parts')
    return refuse('a disclosure holds parts and nothing else');
  const list = disclosure['parts'];
  if (!Array.isArray(list)) return refuse('the parts of a disclosure are a list');
  const read = (list as readonly JsonValue[]).map(readPart);
  const zero = read[0];
  if (!zero?.value || zero.salt === null || zero.canonical === null) return refuse('part 0 is withheld');
  if (commitParts(read.map(({ hash }) => hash)) !== c) return refuse('the parts do not hash to the commitment');

  const shapes = layOut(zero.value);
  if (read.length !== shapes.length + 1)
    return refuse(`${read.length} parts where the granular markings of part 0 make ${shapes.length + 1}`);
  const record: Record<string, JsonValue> = {};
  const marked = new Set(shapes.flatMap(({ properties }) => properties));
  for (const [name, value] of Object.entries(zero.value)) {
    if (marked.has(name)) return refuse(`${name} stands in part 0, but a granular marking puts it elsewhere`);
    setProperty(record, name, value);
  }
  const withheld: number[] = [];
  const rest = shapes.map((shape, i): HeldPart => {
    const { value, salt, canonical, hash } = read[i + 1]!;
    if (value === undefined) withheld.push(i + 1);
    else {
      refuseMisplaced(value, shape, i + 1);
      for (const [name, member] of Object.entries(value)) setProperty(record, name, member);
    }
    return { ...shape, salt, canonical, hash };
  });
  const { salt, canonical, hash } = zero;
  return {
    record,
    withheld,
    parts: [{ markings: [], properties: Object.keys(zero.value).sort(), salt, canonical, hash }, ...rest],
  };
};
