import { Failure } from '../errors.ts';
import type { JsonArray, JsonObject, JsonValue } from './types.ts';

export type { JsonObject, JsonValue } from './types.ts';
export { parseStrict } from './strict.ts';

/** Far above what parseStrict admits; only a cycle or a hand-made value gets here, and the stack holds it. */
const MAX_DEPTH = 1000;

const refuse = (message: string): never => {
  throw new Failure('bad-json', message);
};

// JSON.stringify escapes exactly what RFC 8785 (3.2.2.2) escapes, except that it hides lone surrogates.
const writeString = (value: string): string =>
  value.isWellFormed() ? JSON.stringify(value) : refuse('a string holds a lone surrogate');

const writeArray = (value: JsonArray, depth: number): string => {
  let out = '[';
  for (let i = 0; i < value.length; i++) out += (i === 0 ? '' : ',') + write(value[i], depth);
  return out + ']';
};

const writeObject = (value: JsonObject, depth: number): string => {
  // The default order of sort() is by UTF-16 code units, which RFC 8785 (3.2.3) asks for.
  const keys = Object.keys(value).sort();
  let out = '{';
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    out += (i === 0 ? '' : ',') + writeString(key) + ':' + write(value[key], depth);
  }
  return out + '}';
};

const write = (value: JsonValue | undefined, depth: number): string => {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : refuse(`${value} is not a JSON number`);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === MAX_DEPTH) return refuse(`nested deeper than ${MAX_DEPTH}`);
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value as JsonObject, depth + 1);
    default:
      return refuse(`${typeof value} is not a JSON value`);
  }
};

/** RFC 8785. Total on what parseStrict returns; refuses everything that is not JSON instead of dropping it. */
export const canonicalize = (value: JsonValue): string => write(value, 0);
