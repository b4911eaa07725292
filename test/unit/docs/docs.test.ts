import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands, optionsIn, uses } from './commands.ts';
import { anchors, localLinks, namedTests, pageAt, pages, root } from './markdown.ts';

describe.each(pages())('$path', ({ path, text }) => {
  test('links to what is there', () => {
    const broken = localLinks(text).filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchors(pageAt(target)).has(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('names tests that exist', () => {
    expect(namedTests(text).filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });

  test('names npm scripts, commands and options that exist', async () => {
    const known = await commands();
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const { npmScripts, calls } = uses(text);
    expect(npmScripts.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    expect(calls.map(({ command }) => command).filter((name) => !known.has(name))).toEqual([]);
    for (const { command, rest } of calls) {
      const usage = known.get(command) ?? '';
      expect(optionsIn(rest).filter((option) => !optionsIn(usage).includes(option) && option !== '--help')).toEqual([]);
    }
  });
});

test('the invariants and the mechanisms name the tests that defend them', () => {
  for (const path of ['ARCHITECTURE.md', 'docs/invariants.md', 'docs/mechanisms.md']) {
    const files = namedTests(pageAt(path)).filter((name) => name.endsWith('.test.ts'));
    expect(files.length, path).toBeGreaterThan(10);
  }
});

test('the README names every command', async () => {
  const text = pageAt('README.md') + pageAt('docs/operate/README.md');
  const named = uses(text).calls.map(({ command }) => command);
  expect([...(await commands()).keys()].filter((name) => !named.includes(name))).toEqual([]);
});

test('no decision record is left out of the list', () => {
  const listed = localLinks(pageAt('docs/adr/README.md'));
  const written = pages().flatMap(({ path }) => /^docs\/adr\/(\d{4}-.*)$/.exec(path)?.[1] ?? []);
  expect(listed.filter((link) => /^\d{4}-/.test(link)).sort()).toEqual(written);
});
