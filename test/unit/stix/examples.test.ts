import { describe, expect, test } from 'vitest';
import { isOwnType } from '../../../src/kernel/stix/extension.ts';
import { DOMAIN_NAMES, META_NAMES, OBSERVABLE_NAMES, RELATIONSHIP_NAMES } from '../../../src/kernel/stix/type-names.ts';
import { isIndispensable, TYPES } from '../../../src/kernel/stix/types.ts';
import { validateObject } from '../../../src/kernel/stix/validate.ts';
import { changed, examples } from './examples.ts';

const objects = Object.values(examples.valid);

describe('the examples of STIX 2.1', () => {
  test.each(Object.entries(examples.valid))('%s is sound', (_name, object) => {
    expect(validateObject(object)).toEqual([]);
  });

  test.each(examples.invalid)('$of with $name is refused where it is wrong, by its clause', (change) => {
    const { of, path, value, issue, clause } = change;
    const [first] = validateObject(changed(examples.valid[of]!, path, value));
    expect(first).toMatchObject({ path: issue, ...(clause === undefined ? {} : { clause }) });
  });

  test('every type of the specification has a table', () => {
    const types = [...DOMAIN_NAMES, ...RELATIONSHIP_NAMES, ...OBSERVABLE_NAMES, ...META_NAMES];
    expect([...TYPES.keys()].filter((type) => !isOwnType(type)).sort()).toEqual(types.sort());
  });

  test('every property of every table stands in an example', () => {
    const common = new Set(objects.flatMap((object) => Object.keys(object)));
    for (const [type, { rules }] of TYPES) {
      if (isOwnType(type)) continue;
      const used = new Set(
        objects.filter((object) => object['type'] === type).flatMap((object) => Object.keys(object)),
      );
      const isShared = (name: string): boolean => TYPES.get('attack-pattern')!.rules.has(name) || name === 'defanged';
      const missing = [...rules.keys()].filter((name) => !used.has(name) && !(isShared(name) && common.has(name)));
      expect({ type, missing }).toEqual({ type, missing: [] });
    }
  });
});

describe('what a record cannot do without', () => {
  test.each([
    ['malware', 'is_family', true],
    ['malware', 'name', false],
    ['file', 'hashes', true],
    ['file', 'size', false],
    ['network-traffic', 'protocols', true],
    ['network-traffic', 'start', true],
    ['indicator', 'pattern', true],
    ['indicator', 'name', false],
    ['x-example-tactic', 'name', false],
    ['x-example-tactic', 'created', true],
  ])('of %s, %s: %s', (type, property, expected) => {
    expect(isIndispensable(type, property)).toBe(expected);
  });

  test('everything required and everything that an id is derived from, of every type', () => {
    for (const [type, { required, idContributing }] of TYPES)
      for (const property of [...required, ...idContributing]) expect(isIndispensable(type, property)).toBe(true);
  });
});
