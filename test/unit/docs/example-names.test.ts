import { expect, test } from 'vitest';
import { exampleNames, namesIn, productFiles } from './example-names.ts';

test('the product knows none of the parties and places of the examples', () => {
  const names = exampleNames();
  expect(names).toContain('Pakistan');
  const found = productFiles().flatMap(({ path, text }) => namesIn(text, names).map((name) => `${path}: ${name}`));
  expect(found).toEqual([]);
});
