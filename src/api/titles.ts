import { textOf, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import type { Tx } from '#store/db.ts';
import { versionsOf } from '#store/records.ts';

/** As the record has it: a text, or one in several languages. */
export type Title = string | Record<string, string>;

/** What the reader calls each record by, from the parts of its newest version that they may see. */
export async function titlesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Title>> {
  const wanted = [...new Set(ids)];
  const titles = new Map<string, Title>();
  if (wanted.length === 0) return titles;
  // The newest comes first.
  for (const { id, object, expungedAt } of await versionsOf(tx, wanted)) {
    const title = expungedAt === null && !titles.has(id) ? titleOf(object) : null;
    if (title !== null) titles.set(id, title);
  }
  return titles;
}

export function titleOf({ title, name, quote }: JsonObject): Title | null {
  return asTitle(title) ?? asTitle(name) ?? (isObject(quote) ? textOf(quote['exact']) || null : null);
}

function asTitle(value: JsonValue | undefined): Title | null {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return null;
  const texts = Object.entries(value).filter((one): one is [string, string] => typeof one[1] === 'string');
  return texts.length > 0 ? Object.fromEntries(texts) : null;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
