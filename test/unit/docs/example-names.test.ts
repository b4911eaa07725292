import { expect, test } from 'vitest';
import { exampleNames, namesIn, productFiles } from './example-names.ts';

/** Prose of the reader that shows by these capitals what a capital can stand for. To be said with others. */
const TOLERATED = new Set([
  'src/modules/statements/README.md: Beijing',
  'src/modules/statements/read/actors.ts: Beijing',
  'src/modules/statements/read/actors.ts: Islamabad',
]);

test('the product knows none of the parties and places of the examples', () => {
  const names = exampleNames();
  expect(names).toContain('Pakistan');
  const found = productFiles().flatMap(({ path, text }) => namesIn(text, names).map((name) => `${path}: ${name}`));
  expect(found.filter((one) => !TOLERATED.has(one))).toEqual([]);
});
