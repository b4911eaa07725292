import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LOCKS } from '#store/locks.ts';

const root = join(import.meta.dirname, '../..');

test('every advisory lock of the schema has a number of its own, in one list', () => {
  const numbers = Object.values(LOCKS);
  expect(new Set(numbers).size).toBe(numbers.length);
  const files = globSync(['src/**/*.ts', 'migrations/*.sql'], { cwd: root }).filter(
    (path) => !path.endsWith('locks.ts'),
  );
  const elsewhere = files.filter((path) => {
    const found = readFileSync(join(root, path), 'utf8').match(/\b47_?110_?\d{3}\b/g) ?? [];
    return found.some((number) => !(path.endsWith('.sql') && numbers.some((one) => one === Number(number))));
  });
  expect(elsewhere).toEqual([]);
});
