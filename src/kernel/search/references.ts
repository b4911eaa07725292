import { isJsonObject, type JsonObject, type JsonValue } from '../json/types.ts';

export type Reference = { readonly property: string; readonly id: string };

const ID = /^[a-z][a-z0-9-]{1,249}--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Who made it, under what and how marked: true of so many that it relates nothing. */
const GENERAL: ReadonlySet<string> = new Set([
  'id',
  'created_by_ref',
  'accord_ref',
  'object_marking_refs',
  'granular_markings',
  'extensions',
  'responsible',
  'parties',
]);

/** Other records that this one names, each once by the property that names it. */
export function referencesIn(object: JsonObject): Reference[] {
  const found = new Map<string, Reference>();
  for (const [property, value] of Object.entries(object)) {
    if (GENERAL.has(property)) continue;
    for (const id of idsIn(value, 0)) if (!found.has(id)) found.set(id, { property, id });
  }
  return [...found.values()];
}

const DEEPEST = 4;

function idsIn(value: JsonValue, depth: number): string[] {
  if (typeof value === 'string') return ID.test(value) ? [value] : [];
  if (depth >= DEEPEST) return [];
  const members = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  return members.flatMap((member: JsonValue) => idsIn(member, depth + 1));
}
