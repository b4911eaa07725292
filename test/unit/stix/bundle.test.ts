import { expect, test } from 'vitest';
import { validateBundle } from '../../../src/kernel/stix/bundle.ts';
import { examples } from './examples.ts';

const id = 'bundle--5c0f7a10-2b1d-4e3f-9a00-0000000000dd';
const objects = Object.values(examples.valid);

test('a bundle is sound with whatever objects, and each of these by itself', () => {
  const { issues, objects: reports } = validateBundle({
    type: 'bundle',
    id,
    objects: [...objects, { type: 'tool' }, 7],
  });
  expect(issues).toEqual([]);
  expect(reports.slice(0, -2).flatMap((report) => report.issues)).toEqual([]);
  expect(reports.at(-2)!.issues[0]).toMatchObject({ clause: 'STIX 2.1 section 4.18' });
  expect(reports.at(-1)!.issues).toHaveLength(1);
});

test('an empty bundle is one', () => {
  expect(validateBundle({ type: 'bundle', id })).toEqual({ issues: [], objects: [] });
});

test.each([
  [{ type: 'bundles', id }, '$.type'],
  [{ type: 'bundle', id: 'bundle--1' }, '$.id'],
  [{ type: 'bundle', id, objects: {} }, '$.objects'],
  [7, '$.type'],
])('%j is none', (bundle, path) => {
  expect(validateBundle(bundle).issues[0]).toMatchObject({ path, clause: 'STIX 2.1 section 8' });
});
