import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject, textOf, type JsonObject } from '#kernel/json/types.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { validateObject } from '#kernel/stix/validate.ts';
import { EXCHANGE } from './accord.ts';
import { ownObject, uuidFor } from './objects.ts';

/** Object `at` of an endless stream. */
export type Objects = (at: number, accord: string) => JsonObject;

/** The bundles of the folder, over and over under new ids; our own objects without one. */
export async function objectsFrom(folder: string | undefined): Promise<Objects> {
  if (folder === undefined) return ownObject;
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const found: JsonObject[] = [];
  for (const name of names) {
    const bundle = parseStrict(new Uint8Array(await readFile(join(folder, name))), { maxBytes: 256 * 2 ** 20 });
    const objects = isJsonObject(bundle) ? bundle['objects'] : undefined;
    if (Array.isArray(objects)) found.push(...objects.filter(isJsonObject).filter(isOurs));
  }
  if (found.length === 0) throw new Error(`no objects in ${folder}`);
  return (at, accord) => mine(found[at % found.length]!, at, accord);
}

/** What may be said by a party of its own: versioned objects that validate. */
const isOurs = (object: JsonObject): boolean =>
  typeof object['modified'] === 'string' && validateObject(object).length === 0;

/** As this party's own: markings are the channel's, the author is completed at admission. */
function mine(object: JsonObject, at: number, accord: string): JsonObject {
  const { created_by_ref: _author, object_marking_refs: _markings, granular_markings: _granular, ...rest } = object;
  const type = textOf(object['type']);
  return { ...rest, id: `${type}--${uuidFor(`${type} ${at}`)}`, accord_ref: accord, channel: EXCHANGE };
}
