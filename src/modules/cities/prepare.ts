import { Failure } from '#kernel/errors.ts';
import { isJsonObject, joinPath, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import { findPersonalData } from '#kernel/policy/personal-data.ts';
import { SECRETARIAT } from '#kernel/stix/values.ts';
import type { Accord } from '#store/accords.ts';

type Prepare = (input: JsonObject, accord: Accord | undefined) => JsonObject;

/** What people write in words, of each type. A contact's number and mailbox are an office's, in properties of their own. */
const IN_WORDS: Readonly<Record<string, readonly string[]>> = {
  'city-plan': ['title', 'actions'],
  'twin-contact': ['member', 'office', 'duties', 'hours'],
  'good-practice': ['title', 'text', 'member'],
  visit: ['title', 'place', 'text'],
  programme: ['items'],
  'visit-report': ['title', 'texts'],
};

function personalIn(value: JsonValue | undefined, path: string): { path: string; message: string }[] {
  if (typeof value === 'string')
    return findPersonalData(value).flatMap(({ severity, kind }) =>
      severity === 'block' ? [{ path, message: `personal data is kept out of what cities share: ${kind}` }] : [],
    );
  if (Array.isArray(value)) return value.flatMap((one, n) => personalIn(one, joinPath(path, n)));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    name === 'starts_at' || name === 'ends_at' || name === 'owed_by' ? [] : personalIn(one, joinPath(path, name)),
  );
}

const prepareType =
  (type: string): Prepare =>
  (input, accord) => {
    if (!accord) throw new Failure('bad-input', 'name the accord that this is under', { path: '$.accord_ref' });
    const issues = (IN_WORDS[type] ?? []).flatMap((name) => personalIn(input[name], joinPath('$', name))).slice(0, 100);
    const [first] = issues;
    if (first) throw new Failure('bad-input', `${first.path}: ${first.message}`, { issues });
    return { channel: SECRETARIAT, ...input };
  };

export const prepareCities: Readonly<Record<string, Prepare>> = Object.fromEntries(
  Object.keys(IN_WORDS).map((type) => [type, prepareType(type)]),
);
