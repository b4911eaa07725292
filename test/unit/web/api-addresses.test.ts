import { expect, test } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { OPERATIONS } from '#contract/operations.ts';

const WEB = join(import.meta.dirname, '../../../web/src');
const FILES = readdirSync(WEB, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

/** What is no operation of the contract. */
const OTHERS: Readonly<Record<string, string>> = {
  'data/actions.ts': '/api/auth/sign-out',
  'data/sign-in.ts': '/api/auth',
  'modules/oversight/TransparencyPage.tsx': '/api/v1/transparency',
};

test('Pages ask the node by the names of operations: no address of the API is written there', () => {
  expect(FILES.length).toBeGreaterThan(200);
  const written = FILES.flatMap((file) => {
    const name = relative(WEB, file);
    const found = [...readFileSync(file, 'utf8').matchAll(/['"`](\/api\/[^'"`]*)['"`]/g)].map(
      ([, address]) => address!,
    );
    // Before the application is there; each is one that it then asks for.
    if (name === 'begin.ts') return found.filter((one) => !Object.values(OPERATIONS).some((of) => of === `GET ${one}`));
    return found.filter((one) => OTHERS[name] !== one).map((one) => `${name}: ${one}`);
  });
  expect(written).toEqual([]);
});
