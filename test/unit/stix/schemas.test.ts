import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../../src/kernel/json/types.ts';
import { OWN_TYPES } from '../../../src/kernel/stix/extension.ts';
import { schemaOf } from '../../../src/kernel/stix/schemas.ts';
import { published } from './published.ts';

type Change = { name: string; of: string; path: (string | number)[]; value?: JsonValue };
const vectors = JSON.parse(readFileSync(new URL('../../vectors/stix.json', import.meta.url), 'utf8')) as {
  valid: Record<string, JsonObject>;
  invalid: Change[];
};

/** What one property alone cannot tell is in the validator only. */
const BETWEEN_PROPERTIES = new Set([
  'an accord of another accord',
  'a third name',
  'the same party twice',
  'an author who is no party',
  'a theme owed by a stranger',
  'a channel named charter',
  'defaults above the ceiling',
  'a default PAP without a ceiling',
  'a theme twice',
  'a month 13',
  '31 June',
  'a span that ends before it starts',
  'a verb of another life cycle',
  'a revised step',
  'a revoked step',
  'a name without a retention date',
  'a retention date that is none',
  'a granular marking on the verb of a step',
  'a granular marking below the subject of a step',
  'a correction due on no day',
  'a host that alternates from nobody',
  'a rule with two intervals',
  'a rule with a count and an end',
  'a meeting that ends before it starts',
  'an occurrence of no series',
  'a meeting in person nowhere',
  'a meeting that moves itself',
  'minutes that withhold their text',
  'a commitment that continues itself',
  'lineage of nothing',
  'a commitment that depends on itself',
  'an indicator twice',
  'a rating without evidence',
  'progress as of no day',
  'an indicator told twice',
  'a rating that is marked by itself',
  'a review without rights',
  'a year that ends before it begins',
  'a sentence that is marked by itself',
  'a figure twice',
  'a figure that is suppressed and counted',
  'two accounts of one side',
  'an account told twice',
  'cities of an accord of states',
  'a plan of an action twice',
  'a visit that ends before it begins',
  'a programme that goes backwards',
  'a delegation to nothing',
]);

describe.each(OWN_TYPES)('the published schema of %s', (type) => {
  test('is made from the rules that the validator runs', () => {
    expect(published(`schemas/${type}.schema.json`, schemaOf(type))).toEqual(schemaOf(type));
  });

  const schema = z.fromJSONSchema(schemaOf(type));

  test('accepts the example', () => {
    expect(schema.safeParse(vectors.valid[type]).error).toBe(undefined);
  });

  test.each(vectors.invalid.filter(({ of, name }) => of === type && !BETWEEN_PROPERTIES.has(name)))(
    'refuses $name',
    ({ path, value }) => {
      const object = structuredClone(vectors.valid[type]) as Record<string | number, unknown>;
      let at = object;
      for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
      if (value === undefined) delete at[path.at(-1)!];
      else at[path.at(-1)!] = value;
      expect(schema.safeParse(object).success).toBe(false);
    },
  );
});
