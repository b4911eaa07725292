import { Failure } from '../errors.ts';
import { canonicalize } from '../json/canonical.ts';
import { setProperty } from '../json/types.ts';
import type { JsonObject, JsonValue } from '../json/types.ts';
import { readGranularMarkings, resolves } from './selectors.ts';

/** What part 0 alone tells of a part. Part 0 itself: no markings, and all properties that no other part names. */
export type PartShape = { readonly markings: readonly string[]; readonly properties: readonly string[] };
export type Part = PartShape & { readonly value: JsonObject };

/**
 * Parts 1..n-1 as the granular markings lay them out, in their order. Needs part 0 only, so author and recipient run the same
 * code, and a recipient knows the names in a part that it does not hold.
 */
export const markedParts = (partZero: JsonObject): PartShape[] => {
  const refsByProperty = new Map<string, Set<string>>();
  for (const { ref, selectors } of readGranularMarkings(partZero)) {
    for (const [property] of selectors) {
      const refs = refsByProperty.get(property) ?? new Set();
      refsByProperty.set(property, refs.add(ref));
    }
  }
  const bySet = new Map<string, { markings: string[]; properties: string[] }>();
  for (const [property, refs] of refsByProperty) {
    const markings = [...refs].sort();
    const key = canonicalize(markings);
    const part = bySet.get(key) ?? { markings, properties: [] };
    part.properties.push(property);
    bySet.set(key, part);
  }
  // Marking ids are ASCII, so the order of the strings is the order of their bytes.
  const keys = [...bySet.keys()].sort();
  return keys.map((key) => {
    const { markings, properties } = bySet.get(key)!;
    return { markings, properties: properties.sort() };
  });
};

const pick = (record: JsonObject, properties: readonly string[]): JsonObject => {
  const value: Record<string, JsonValue> = {};
  for (const property of properties) setProperty(value, property, record[property] as JsonValue);
  return value;
};

const refuseDeadSelectors = (record: JsonObject): void => {
  for (const { selectors } of readGranularMarkings(record)) {
    for (const steps of selectors) {
      if (!resolves(record, steps))
        throw new Failure('bad-input', `a selector points to nothing: ${steps.join('.').slice(0, 80)}`, {
          path: '$.granular_markings',
        });
    }
  }
};

/** Definitions, "Version secret, parts, commitment". The record must be whole; bad selectors are Failure('bad-input'). */
export const partition = (record: JsonObject): [Part, ...Part[]] => {
  refuseDeadSelectors(record);
  const marked = markedParts(record);
  const taken = new Set(marked.flatMap(({ properties }) => properties));
  const unmarked = Object.keys(record)
    .filter((property) => !taken.has(property))
    .sort();
  return [
    { markings: [], properties: unmarked, value: pick(record, unmarked) },
    ...marked.map((shape): Part => ({ ...shape, value: pick(record, shape.properties) })),
  ];
};
