import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/kernel/json/types.ts';
import { EXTENSION } from '../../../src/kernel/stix/extension.ts';
import { validateObject } from '../../../src/kernel/stix/validate.ts';

type Change = { name: string; of: string; path: (string | number)[]; value?: JsonValue; issue: string };
const vectors = JSON.parse(readFileSync(new URL('../../vectors/stix.json', import.meta.url), 'utf8')) as {
  valid: Record<string, JsonObject>;
  invalid: Change[];
};

const changed = ({ of, path, value }: Change): JsonObject => {
  const copy = structuredClone(vectors.valid[of]) as Record<string | number, unknown>;
  let at = copy;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const last = path.at(-1)!;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy as JsonObject;
};

describe('the published examples', () => {
  test.each(Object.entries(vectors.valid))('%s is sound', (_name, object) => {
    expect(validateObject(object)).toEqual([]);
  });
  test.each(vectors.invalid)('$of: $name', (change) => {
    expect(validateObject(changed(change))[0]).toMatchObject({
      path: change.issue,
      clause: expect.stringMatching(/./) as string,
    });
  });
});

describe('validation', () => {
  const { commitment, organization, actor, note } = vectors.valid;

  test('names every property that is wrong', () => {
    const { title: _title, kind: _kind, ...rest } = commitment!;
    expect(validateObject({ ...rest, status: 1, channel: 'x' }).map(({ path }) => path)).toEqual([
      '$.channel',
      '$.status',
      '$.kind',
    ]);
  });

  test('accepts that withheld properties are absent, but still not that others are', () => {
    const { quote: _quote, title: _title, ...rest } = commitment!;
    const marking_ref = 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1';
    const partial = { ...rest, granular_markings: [{ marking_ref, selectors: ['quote.exact', 'source'] }] };
    expect(validateObject(partial, { withheld: new Set(['quote']) })).toEqual([]);
    expect(validateObject(partial).map(({ path }) => path)).toEqual(['$.quote', '$.granular_markings[0].selectors[0]']);
    const { kind: _kind, ...kindless } = commitment!;
    expect(validateObject(kindless, { withheld: new Set(['quote']) }).map(({ path }) => path)).toEqual(['$.kind']);
  });

  test('takes an object for a person when what would tell is withheld', () => {
    const { identity_class: _class, ...rest } = organization!;
    expect(validateObject(rest, { withheld: new Set(['identity_class']) })[0]?.path).toBe('$.labels');
    const { resource_level: _level, ...threat } = actor!;
    expect(
      validateObject({ ...threat, sophistication: 'expert' }, { withheld: new Set(['resource_level']) })[0]?.path,
    ).toBe('$.sophistication');
  });

  test('wants an author and markings of our own, not of what is relayed', () => {
    expect(validateObject(note!)).toEqual([]);
    expect(validateObject(note!, { mode: 'own' }).map(({ path }) => path)).toEqual([
      '$.created_by_ref',
      '$.object_marking_refs',
    ]);
  });

  test('keeps custom properties on objects that are not about persons', () => {
    expect(validateObject({ ...note!, x_internal_ref: { any: [1] } })).toEqual([]);
  });

  test('never throws, whatever it is given', () => {
    const types = fc.constantFrom(...Object.values(vectors.valid));
    const junk = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;
    fc.assert(fc.property(junk, (value) => Array.isArray(validateObject(value))));
    fc.assert(
      fc.property(types, fc.nat(), junk, (object, pick, value) => {
        const names = Object.keys(object);
        const name = names[pick % names.length]!;
        validateObject({ ...object, [name]: value });
        validateObject({ ...object, granular_markings: value, extensions: EXTENSION });
      }),
      { numRuns: 3000 },
    );
  });

  test('admits nothing on a person that is not on the list', () => {
    const person = vectors.valid['person']!;
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z_]{3,20}$/), (name) => {
        const listed = [
          'roles',
          'sectors',
          'description',
          'contact_information',
          'lang',
          'revoked',
          'confidence',
          'created_by_ref',
          'external_references',
          'object_marking_refs',
          'granular_markings',
        ];
        if (listed.includes(name) || name in person) return;
        expect(validateObject({ ...person, [name]: 1 })).not.toEqual([]);
      }),
    );
  });
});
