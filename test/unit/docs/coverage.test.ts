import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { OPERATIONS } from '#contract/operations.ts';
import { ROLES } from '#contract/roles.ts';
import { ACCESS_KINDS } from '#kernel/log/access-entry.ts';
import { RECALL_CODES, RECEIPT_CODES, RECEIPT_STATES } from '#kernel/log/entry-codes.ts';
import { NOTICE_KIND_NAMES } from '#kernel/notices/kinds.ts';
import { RELEASE_REASONS } from '#kernel/policy/reasons.ts';
import { READ_RULES } from '#kernel/policy/rights.ts';
import { OWN_TYPES } from '#kernel/stix/extension.ts';
import { localLinks, pageAt, pages, root } from './markdown.ts';

// What is there and not told is not found by reading the documents, so here the code asks for them.

const source = (path: string): string => readFileSync(join(root, path), 'utf8');
const found = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, what = '']) => what)),
];
const below = (folder: string): string =>
  pages()
    .filter(({ path }) => path.startsWith(folder))
    .map(({ text }) => text)
    .join('\n');
/** `/seals/$id` and `/seals/{id}` are one address. */
const asShown = (address: string): string => address.replaceAll(/\$(\w+)/g, '{$1}');

describe.each(['docs/operate', 'docs/protocol', 'docs/api'])('%s/README.md', (folder) => {
  it('links to every page beside it', () => {
    const linked = localLinks(pageAt(`${folder}/README.md`)).map((link) => link.split('#')[0]);
    const written = globSync('*.md', { cwd: join(root, folder) }).filter((name) => name !== 'README.md');
    expect(written.filter((name) => !linked.includes(name))).toEqual([]);
  });
});

describe('The mechanisms', () => {
  const text = pageAt('docs/mechanisms.md');

  it('name every module', () => {
    const modules = globSync('*', { cwd: join(root, 'src/modules') });
    expect(modules.length).toBeGreaterThan(4);
    expect(modules.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it('are told by a page in each module, too', () => {
    const folders = globSync('src/modules/*', { cwd: root });
    expect(folders.filter((folder) => !existsSync(join(root, folder, 'README.md')))).toEqual([]);
  });

  it('name every page that a person can open', () => {
    const routes = globSync('web/src/app/routes/*.ts', { cwd: root }).map(source).join('\n');
    const planned = found(source('web/src/app/navigation/mechanisms.ts'), /to: '(\/[^']+)',[^}]*?holds:/gs);
    const addresses = [...found(routes, /\bpath: '([^']+)'/g), ...planned].map(asShown);
    expect(addresses.length).toBeGreaterThan(40);
    // The specimens of the design are for those who build pages, and no page has the address of none.
    expect(addresses.filter((one) => !['/design', '$'].includes(one) && !text.includes(`\`${one}\``))).toEqual([]);
  });
});

test('files of the source that the documents name are there', () => {
  const files = globSync('{src,web,test,scripts,bench,migrations,examples,docs}/**/*.*', {
    cwd: root,
    exclude: (name) => name === 'node_modules',
  }).map((path) => `/${path}`);
  // Decisions tell of their day.
  const named = pages()
    .filter(({ path }) => !path.startsWith('docs/adr/'))
    .flatMap(({ text }) => found(text, /`((?:[\w.-]+\/)*[\w-]+\.(?:tsx?|mjs|typ|sql))`/g));
  expect(named.length).toBeGreaterThan(200);
  expect([...new Set(named)].filter((name) => !files.some((path) => path.endsWith(`/${name}`)))).toEqual([]);
});

test('every picture is shown somewhere', () => {
  const shown = pages().flatMap(({ text }) => localLinks(text));
  const pictures = globSync('docs/images/*', { cwd: root });
  expect(pictures.filter((picture) => !shown.some((link) => link.endsWith(picture.slice('docs/'.length))))).toEqual([]);
});

test('every folder of tests is told to those who contribute', () => {
  const told = pageAt('CONTRIBUTING.md');
  const folders = globSync('test/*/', { cwd: root }).map((folder) => folder.replace(/\/?$/, '/'));
  expect(folders.length).toBeGreaterThan(8);
  expect(folders.filter((folder) => !told.includes(`\`${folder}\``))).toEqual([]);
});

test('every setting of the environment is explained to administrators', () => {
  const settings = found(source('src/config.ts'), /'((?:ENTENTE|DATABASE)_[A-Z_]+)'/g);
  expect(settings.length).toBeGreaterThan(10);
  const told = below('docs/operate');
  expect(settings.filter((name) => !told.includes(name))).toEqual([]);
});

test.each([
  ['docs/operate/README.md', ROLES],
  ['docs/operate/notifications.md', NOTICE_KIND_NAMES],
  ['docs/operate/people.md', Object.keys(READ_RULES)],
  [
    'docs/operate/watching.md',
    found(globSync('src/api/metrics/*.ts', { cwd: root }).map(source).join('\n'), /'((?:entente|process)_[a-z_]+)'/g),
  ],
  ['docs/protocol/access-log.md', ACCESS_KINDS],
  ['docs/protocol/feed.md', [...RECEIPT_STATES, ...RECEIPT_CODES, ...RECALL_CODES]],
  ['docs/protocol/marking.md', Object.keys(RELEASE_REASONS)],
])('%s explains the names that its readers meet', (path, names) => {
  const told = pageAt(path);
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(told))).toEqual([]);
});

test('every type of our own is told in the protocol', () => {
  const told = pageAt('docs/protocol/record.md');
  expect(OWN_TYPES.filter((type) => !told.includes(`\`${type}\``))).toEqual([]);
});

test('every file of vectors is named where its rule stands', () => {
  const rules = below('docs/protocol').replace(pageAt('docs/protocol/README.md'), '');
  const files = globSync('*.json', { cwd: join(root, 'test/vectors') });
  // A fingerprint has no page of its own.
  expect(files.filter((name) => name !== 'fingerprint.json' && !rules.includes(name))).toEqual([]);
});

test('addresses of the API that the documents name are there', () => {
  const calls = pages()
    .filter(({ path }) => !path.startsWith('docs/adr/'))
    .flatMap(({ text }) => found(text, /(\/api\/v1\/[\w{}$./-]*\w\}?)/g));
  expect(calls.length).toBeGreaterThan(30);
  expect([...new Set(calls)].filter((call) => !leadsSomewhere(call))).toEqual([]);
});

/** These have no operation, since they are no calls of the API's own form. */
const APART = ['/api/v1/openapi.json', '/api/v1/transparency.json', '/api/v1/calendar/feeds'];
const PATHS = Object.values(OPERATIONS).map((one) => one.slice(one.indexOf('/')).split('/'));

/** Whole, or the beginning of one: a page may tell of all that is below an address. */
function leadsSomewhere(call: string): boolean {
  if (APART.some((one) => call.startsWith(one))) return true;
  const said = call.split('/');
  return PATHS.some((path) => said.every((part, i) => part === path[i] || path[i]?.startsWith(':') === true));
}
