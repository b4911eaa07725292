import type { JsonObject } from '../json/types.ts';
import { fault, stix } from './rules.ts';
import type { CrossRule } from './table.ts';
import { compareTimestamps } from './timestamps.ts';

// Rules between properties, for the tables to name. What is withheld may hold what they look for.

/** `later` is after `earlier`, or, if `orSame`, the same moment. */
export const inOrder =
  (earlier: string, later: string, orSame = false): CrossRule =>
  (object) => {
    const [a, b] = [object[earlier], object[later]];
    if (typeof a !== 'string' || typeof b !== 'string') return undefined;
    // Of one length, they are written alike, and their order is that of their characters.
    const order = a.length === b.length ? (b > a ? 1 : b < a ? -1 : 0) : compareTimestamps(b, a);
    return order > 0 || (orSame && order === 0)
      ? undefined
      : fault(orSame ? `is before ${earlier}` : `is not after ${earlier}`, later);
  };

/** STIX 2.1 section 3.2. */
export const modifiedNotBeforeCreated: CrossRule = (object, withheld) => {
  const found = createdThenModified(object, withheld);
  return found && { ...found, clause: stix('3.2') };
};
const createdThenModified = inOrder('created', 'modified', true);

export const atLeastOneOf =
  (...names: readonly string[]): CrossRule =>
  (object, withheld) =>
    names.some((name) => Object.hasOwn(object, name) || withheld.has(name))
      ? undefined
      : fault(`needs at least one of ${names.join(', ')}`);

export const notBoth =
  (first: string, second: string): CrossRule =>
  (object) =>
    Object.hasOwn(object, first) && Object.hasOwn(object, second) ? fault(`excludes ${first}`, second) : undefined;

/** No two of the list are alike in that property. */
export const eachOnce =
  (name: string, property: string): CrossRule =>
  (object) => {
    const items = object[name];
    const keys = Array.isArray(items) ? items.map((item) => (item as JsonObject)[property]) : [];
    const again = keys.findIndex((one, n) => keys.indexOf(one) < n);
    return again === -1 ? undefined : fault('stands twice', name, again, property);
  };

/** Where `name` stands, so does each of the others. */
export const needs =
  (name: string, ...others: readonly string[]): CrossRule =>
  (object, withheld) => {
    if (!Object.hasOwn(object, name)) return undefined;
    const missing = others.find((other) => !Object.hasOwn(object, other) && !withheld.has(other));
    return missing === undefined ? undefined : fault(`is required beside ${name}`, missing);
  };

/** Where `flag` is `value`, `name` is required. */
export const neededWhen =
  (flag: string, value: boolean, name: string): CrossRule =>
  (object, withheld) =>
    object[flag] === value && !Object.hasOwn(object, name) && !withheld.has(name)
      ? fault(`is required where ${flag} is ${value}`, name)
      : undefined;

/** Where `flag` is `value`, `name` has no place. */
export const absentWhen =
  (flag: string, value: boolean, name: string): CrossRule =>
  (object) =>
    object[flag] === value && Object.hasOwn(object, name)
      ? fault(`has no place where ${flag} is ${value}`, name)
      : undefined;
