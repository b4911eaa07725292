import { isJsonObject, textOf, type JsonObject, type JsonValue } from '../json/types.ts';
import { isIdOf } from '../stix/ids.ts';
import { isTimestamp } from '../stix/timestamps.ts';
import { fromBase64Strict } from '#platform';

const NAMES = ['type', 'id', 'modified', 'accord_ref', 'subject', 'verb'];

/** Definitions, "Four words": what both sides keep of a record whose content was expunged, beside its place and its commitment. */
export const stubOf = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = object[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

export type Stub = JsonObject & { readonly type: string; readonly id: string; readonly modified: string };

/** As it came from a partner; undefined if it is no stub of a record under this accord, or says more than one. */
export function readStub(value: JsonValue | undefined, accord: string): Stub | undefined {
  if (!isJsonObject(value)) return undefined;
  const { type, id, modified, accord_ref: under, subject, verb } = value;
  if (typeof type !== 'string' || typeof id !== 'string' || typeof modified !== 'string') return undefined;
  if (!isIdOf(id, type) || !isTimestamp(modified) || under !== accord) return undefined;
  const isStep = type === 'step';
  const isWhole = isStep ? isSubject(subject) && typeof verb === 'string' && verb !== '' : true;
  const more = Object.keys(value).some((name) => !NAMES.slice(0, isStep ? 6 : 4).includes(name));
  return isWhole && !more ? { ...value, type, id, modified } : undefined;
}

function isSubject(subject: JsonValue | undefined): boolean {
  if (!isJsonObject(subject) || Object.keys(subject).length !== 3) return false;
  const [id, modified, c] = [textOf(subject['id']), textOf(subject['modified']), textOf(subject['c'])];
  return isIdOf(id, id.slice(0, -38)) && isTimestamp(modified) && isHash(c);
}

function isHash(text: string): boolean {
  try {
    return fromBase64Strict(text).length === 32;
  } catch {
    return false;
  }
}
