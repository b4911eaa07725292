import { readFileSync } from 'node:fs';
import type { JsonObject, JsonValue } from '../../../src/kernel/json/types.ts';

type Step = string | number;
export type Change = {
  readonly name: string;
  readonly of: string;
  readonly path: readonly Step[];
  readonly value?: JsonValue;
  readonly issue: string;
  readonly clause?: string;
};

export const vectors = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../vectors/${file}`, import.meta.url), 'utf8'));

export const examples = vectors('stix-examples.json') as { valid: Record<string, JsonObject>; invalid: Change[] };

/** A copy with `value` at `path`, or nothing there if `value` is undefined. */
export const changed = (object: JsonObject, path: readonly Step[], value?: JsonValue): JsonObject => {
  const copy = structuredClone(object) as Record<Step, unknown>;
  let at = copy;
  for (const step of path.slice(0, -1)) at = at[step] as Record<Step, unknown>;
  const last = path.at(-1)!;
  if (value !== undefined) at[last] = value;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
  return copy as JsonObject;
};

export type Place = { readonly path: readonly Step[]; readonly value: JsonValue };

/** Every value within, at any depth, with where it stands. */
export const placesOf = (value: JsonValue, path: readonly Step[] = []): Place[] => {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [Step, JsonValue][] = Array.isArray(value)
    ? (value as readonly JsonValue[]).map((item, i) => [i, item])
    : Object.entries(value);
  return entries.flatMap(([step, inner]) => {
    const at = [...path, step];
    return [{ path: at, value: inner }, ...placesOf(inner, at)];
  });
};
