import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** Messages of a catalogue by their English. */
async function catalogue(path: string): Promise<Map<string, string>> {
  const unquote = (lines: string): string =>
    [...lines.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
      .map(([, text = '']) => text)
      .join('')
      .replaceAll('\\n', '\n')
      .replaceAll(/\\(.)/g, '$1');
  const found = new Map<string, string>();
  for (const [, id = '', text = ''] of (await readFile(path, 'utf8')).matchAll(
    /^msgid ((?:"(?:[^"\\]|\\.)*"\n)+)msgstr ((?:"(?:[^"\\]|\\.)*"(?:\n|$))+)/gm,
  ))
    if (unquote(id) !== '') found.set(unquote(id), unquote(text));
  return found;
}

const locale = (tag: string): string => join(root, 'web/src/locales', tag, 'messages.po');
/** What is filled in or marked up: `{name}`, `<0>`; but not the one word of a plural's case, as in `=0 {nobody}`. */
const holes = (text: string): string[] => [
  ...new Set(text.match(/(?<!(?:=\d+|zero|one|two|few|many|other) )\{\w+(?=[,}])|<\/?\d+\/?>/g) ?? []),
];

describe('the catalogues', () => {
  it('have exactly the texts of the sources', { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'entente-catalogue-'));
    const config = {
      rootDir: join(root, 'web'),
      sourceLocale: 'en',
      locales: ['en'],
      catalogs: [{ path: `${folder}/{locale}`, include: ['<rootDir>/src'] }],
      format: 'po',
      formatOptions: { lineNumbers: false, origins: false },
    };
    await writeFile(join(folder, 'lingui.config.mjs'), `export default ${JSON.stringify(config)};`);
    const lingui = join(root, 'node_modules/@lingui/cli/dist/lingui.js');
    await run(process.execPath, [lingui, 'extract', '--config', join(folder, 'lingui.config.mjs')], {
      cwd: join(root, 'web'),
    });
    const inSources = [...(await catalogue(join(folder, 'en.po'))).keys()].toSorted();
    await rm(folder, { recursive: true });
    expect(inSources.length).toBeGreaterThan(500);
    expect([...(await catalogue(locale('en'))).keys()].toSorted()).toEqual(inSources);
  });

  it.each(['zh-Hans', 'ur'])('%s says everything, with the same places to fill in', async (tag) => {
    const english = await catalogue(locale('en'));
    const other = await catalogue(locale(tag));
    expect([...other.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    const wrong = [...other].filter(
      ([id, text]) => text.trim() === '' || holes(id).some((hole) => !holes(text).includes(hole)),
    );
    expect(wrong).toEqual([]);
  });

  // One without a translation stops the building of the pages.
  it.each(['en', 'zh-Hans', 'ur'])('%s keeps nothing that is no longer said', async (tag) => {
    expect(await readFile(locale(tag), 'utf8')).not.toMatch(/^#~/m);
  });

  it('Chinese has the punctuation of Chinese', async () => {
    const half = [...(await catalogue(locale('zh-Hans'))).values()].filter((text) =>
      /\p{Script=Han}[,;:!?]|\p{Script=Han}\([^)]*\)|\([^()]*\p{Script=Han}\)/u.test(text),
    );
    expect(half).toEqual([]);
  });

  it.each([
    ['zh-Hans', 2, 1],
    ['ur', 1, 2],
  ])('%s calls the things of the field by their names in the glossary', async (tag, column) => {
    const terms = [
      ...(await readFile(join(root, 'docs/glossary.md'), 'utf8')).matchAll(/^\| (.+) \| (.+) \| (.+) \|$/gm),
    ]
      .map(([, ...cells]) => cells.map((cell) => cell.replace(/\s*~\s*$/, '').trim()))
      .filter(([english]) => english !== 'English' && !/^-+$/.test(english ?? ''));
    expect(terms.length).toBeGreaterThan(30);
    const other = await catalogue(locale(tag));
    const wrong = terms.flatMap((cells) => {
      const [english = '', wanted = ''] = [cells[0], cells[column]];
      return [...other]
        .filter(([id, text]) => id.toLowerCase() === english.toLowerCase() && text !== wanted)
        .map(([id, text]) => `${id}: ${text}, not ${wanted}`);
    });
    expect(wrong).toEqual([]);
  });
});
