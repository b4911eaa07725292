import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Who may import whom: the direction of design and ARCHITECTURE.md. What is not listed is forbidden. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  'src/kernel': [],
  'src/contract': ['src/kernel'],
  'src/store': ['src/kernel'],
  'src/federation': ['src/kernel', 'src/store'],
  'src/documents': ['src/kernel'],
  'src/api': ['src/kernel', 'src/contract', 'src/store', 'src/documents'],
  'src/modules/accord': ['src/kernel', 'src/contract', 'src/store', 'src/api'],
  'src/modules/oversight': ['src/kernel', 'src/contract', 'src/store', 'src/api'],
  'src/modules/commitments': ['src/kernel', 'src/contract', 'src/store', 'src/api'],
  'src/modules/cities': ['src/kernel', 'src/contract', 'src/store', 'src/api'],
  'src/modules/meetings': ['src/kernel', 'src/contract', 'src/store', 'src/documents', 'src/api'],
  'src/modules/review': ['src/kernel', 'src/contract', 'src/store', 'src/documents', 'src/api'],
  'src/modules/statements': ['src/kernel', 'src/contract', 'src/store', 'src/api'],
  'src/cli/verify': ['src/kernel'],
  web: ['src/kernel', 'src/contract'],
};

const ALIASES: Readonly<Record<string, string>> = {
  '#platform': 'src/kernel/platform',
  '#kernel': 'src/kernel',
  '#contract': 'src/contract',
  '#store': 'src/store',
  '#federation': 'src/federation',
  '#documents': 'src/documents',
  '#api': 'src/api',
  '#modules': 'src/modules',
};

/** The listed folder that holds the path, the longest first. */
const layerOf = (path: string): string | undefined =>
  Object.keys(MAY)
    .sort((a, b) => b.length - a.length)
    .find((layer) => path === layer || path.startsWith(`${layer}/`));

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, name = '']) => {
    if (name.startsWith('.')) return [normalize(join(dirname(file), name))];
    const alias = ALIASES[name.split('/')[0]!];
    return alias === undefined ? [] : [name.replace(/^#\w+/, alias)];
  });
}

const files = globSync('{src,web}/**/*.{ts,tsx}', { cwd: root }).filter((file) => layerOf(file) !== undefined);

describe('the import graph', () => {
  it('reads the whole product', () => {
    expect(new Set(files.map(layerOf)).size).toBe(Object.keys(MAY).length);
    const modules = globSync('src/modules/*/module.ts', { cwd: root }).map((file) => dirname(file));
    expect(modules.filter((module) => !(module in MAY))).toEqual([]);
  });

  it('goes down the layers and never sideways or up', () => {
    const forbidden = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => {
          const [from, to] = [layerOf(file)!, layerOf(target)];
          return to !== from && !(to !== undefined && MAY[from]!.includes(to));
        })
        .map((target) => `${file} imports ${target}`),
    );
    expect(forbidden).toEqual([]);
  });

  it('keeps node: out of the kernel, but for the platform of the node', () => {
    const found = files.filter(
      (file) =>
        file.startsWith('src/kernel/') &&
        file !== 'src/kernel/platform/node.ts' &&
        /from 'node:/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(found).toEqual([]);
  });
});
