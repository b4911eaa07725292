import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '#api/permissions.ts';

const app = join(import.meta.dirname, '../../../web/src/app');

function read(files: string): string {
  return globSync(files, { cwd: app })
    .map((file) => readFileSync(join(app, file), 'utf8'))
    .join('\n');
}

const navigation = read('navigation/*.ts');
const routes = read('routes/*.ts');

const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, what = '']) => what);

describe('the navigation', () => {
  it('names permissions that exist, so that no page is hidden from everybody by a misspelling', () => {
    const named = found(navigation, /\bpermission: (\[[^\]]*\]|'[^']*')/g).flatMap((text) => found(text, /'([^']+)'/g));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !PERMISSIONS.some((known) => known === name))).toEqual([]);
  });

  it('leads to pages that exist', () => {
    // A planned page gets its route from its entry, which says what it will hold.
    const items = navigation.split(/(?=\bto: ')/).slice(1);
    const built = items.filter((item) => !item.includes('holds:')).flatMap((item) => found(item, /^to: '(\/[^']*)'/g));
    const paths = found(routes, /path: '([^']+)'/g);
    expect(built.length).toBeGreaterThan(4);
    expect(built.filter((to) => !paths.includes(to))).toEqual([]);
  });

  it('has every file of routes in the router', () => {
    const router = readFileSync(join(app, 'routes/router.ts'), 'utf8');
    const exported = found(routes, /export const (\w+Routes)\b/g);
    expect(exported.length).toBeGreaterThan(5);
    expect(exported.filter((name) => !router.includes(`...${name}`))).toEqual([]);
  });
});
