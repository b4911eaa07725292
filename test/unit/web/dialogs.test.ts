import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const pages = join(import.meta.dirname, '../../../web/src');

test('every dialog is the one that gives the focus back', () => {
  const files = globSync('**/*.tsx', { cwd: pages });
  const made = files.filter((file) => /<Modal\b/.test(readFileSync(join(pages, file), 'utf8')));
  expect(made.toSorted()).toEqual(['app/actions/Palette.tsx', 'ui/Dialog.tsx']);
  for (const file of made) expect(readFileSync(join(pages, file), 'utf8')).toContain('useReturnFocus();');
});
