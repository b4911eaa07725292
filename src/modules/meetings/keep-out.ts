import { Failure } from '#kernel/errors.ts';
import { isJsonObject, joinPath, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import { findPersonalData, type PersonalFinding } from '#kernel/policy/personal-data.ts';

/** What people write in words, of each type; identifiers, rules and times are none of it. */
const IN_WORDS: Readonly<Record<string, readonly string[]>> = {
  body: ['name', 'terms', 'co_chairs', 'members', 'credentials', 'intersessional'],
  series: ['title'],
  meeting: ['title', 'place', 'reason'],
  'agenda-item': ['title', 'text'],
  delegation: ['offices'],
  attendance: ['offices'],
  minutes: ['title', 'texts'],
  decision: ['title', 'text', 'number'],
};

export type Found = PersonalFinding & { readonly path: string };

/** All that a record of a meeting says of persons, where it says it. */
export function personalDataIn(type: string, object: JsonObject): Found[] {
  return (IN_WORDS[type] ?? []).flatMap((property) => foundIn(object[property], joinPath('$', property)));
}

function foundIn(value: JsonValue | undefined, path: string): Found[] {
  if (typeof value === 'string') return findPersonalData(value).map((found) => ({ ...found, path }));
  if (Array.isArray(value)) return value.flatMap((one, at) => foundIn(one, joinPath(path, at)));
  if (!isJsonObject(value)) return [];
  // Parties are told by their ids.
  return Object.entries(value).flatMap(([name, one]) => (name === 'party' ? [] : foundIn(one, joinPath(path, name))));
}

/** What only looks like a person is for the writer to judge; the rest does not get in. */
export function refusePersonalData(type: string, object: JsonObject): void {
  const issues = personalDataIn(type, object)
    .filter(({ severity }) => severity === 'block')
    .slice(0, 100)
    .map(({ path, kind }) => ({ path, message: `personal data is kept out of agendas and minutes: ${kind}` }));
  const [first] = issues;
  if (first) throw new Failure('bad-input', `${first.path}: ${first.message}`, { issues });
}
