import { expect, test } from 'vitest';
import { textOf } from '../../../src/kernel/json/types.ts';
import { DEFINITIONS } from '../../../src/kernel/stix/definitions.ts';
import { HANDLING_CODES, HANDLING_IDS, PAP_IDS, PAP_LEVELS } from '../../../src/kernel/stix/marking-ids.ts';
import { TYPES } from '../../../src/kernel/stix/types.ts';
import { validateObject } from '../../../src/kernel/stix/validate.ts';
import { published } from './published.ts';

test.each(DEFINITIONS.map((object) => [textOf(object['name']), object] as const))(
  'our definition "%s" is sound',
  (_name, object) => {
    expect(validateObject(object)).toEqual([]);
  },
);

test('every PAP level and handling code is defined under its id', () => {
  const ids = DEFINITIONS.map(({ id }) => id);
  for (const level of PAP_LEVELS) expect(ids).toContain(PAP_IDS[level]);
  for (const code of HANDLING_CODES) expect(ids).toContain(HANDLING_IDS[code]);
});

test('they are published as they are', () => {
  const bundle = { type: 'bundle', id: 'bundle--1f4b6a7e-9d0c-4e53-8b7a-2c6d5e8f9a10', objects: DEFINITIONS };
  expect(published('definitions.json', bundle)).toEqual(bundle);
});

test('what each type has is published as the validator runs it', () => {
  const types = [...TYPES]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, table]) => {
      const { clause, required, rules, idContributing, closed } = table;
      const optional = [...rules.keys()].filter((name) => !required.includes(name));
      return [type, { clause, closed, required, optional, id_contributing: idContributing }] as const;
    });
  const content = Object.fromEntries(types);
  expect(published('schemas/stix-types.json', content)).toEqual(content);
});
