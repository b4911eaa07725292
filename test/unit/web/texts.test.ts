import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

// The compiler of the pages; it brings no types of its own.
const { parseSync } = createRequire(import.meta.url)('@babel/core') as {
  readonly parseSync: (code: string, options: object) => unknown;
};
const root = join(import.meta.dirname, '../../..');
const sources = globSync('web/src/**/*.tsx', { cwd: root });

// What is read of the syntax tree.
type Node = { readonly type: string; readonly [key: string]: unknown };
type Found = { readonly text: string; readonly line: number };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
const nameOf = (node: unknown): string =>
  isNode(node) ? (typeof node['name'] === 'string' ? node['name'] : nameOf(node['name'])) : '';

/** Proper names, the same in every language. */
const NAMES: ReadonlySet<string> = new Set(['Entente', 'JSON']);

/** Attributes that are read or heard by people. */
const SPOKEN =
  /^(?:aria-(?:label|description|roledescription|valuetext)|title|label|placeholder|alt|description|lead|note|hint|act|what|empty)$/;
/** Elements whose text is code or a name of our own, the same in every language. */
const isSame = (node: Node): boolean => {
  const opening = node['openingElement'];
  if (!isNode(opening)) return false;
  if (['Trans', 'Kbd', 'code'].includes(nameOf(opening))) return true;
  const attributes = Array.isArray(opening['attributes']) ? opening['attributes'].filter(isNode) : [];
  const has = (name: string, wanted: string) =>
    attributes.some((one) => {
      const value = one['value'];
      return nameOf(one) === name && isNode(value) && value['value'] === wanted;
    });
  return has('lang', 'en') || (nameOf(opening) === 'bdi' && has('dir', 'ltr'));
};

/** Texts that stand in the markup itself, and so in no catalogue. */
function literalTexts(code: string): Found[] {
  const found: Found[] = [];
  const say = (node: Node, text: unknown) => {
    if (typeof text !== 'string' || !/\p{L}{2}/u.test(text) || NAMES.has(text.trim())) return;
    const place = node['loc'] as { start: { line: number } };
    found.push({ text: text.trim(), line: place.start.line });
  };
  const walk = (node: Node): void => {
    if (node.type === 'JSXElement' && isSame(node)) return;
    if (node.type === 'JSXText') say(node, node['value']);
    if (node.type === 'JSXAttribute' && isNode(node['value']) && SPOKEN.test(nameOf(node)))
      if (node['value'].type === 'StringLiteral') say(node, node['value']['value']);
    if (node.type === 'JSXExpressionContainer' && isNode(node['expression']))
      if (node['expression'].type === 'StringLiteral') say(node, node['expression']['value']);
    for (const [key, child] of Object.entries(node)) {
      if (key === 'loc' || key === 'value') {
        if (!isNode(child)) continue;
      }
      for (const one of [child].flat()) if (isNode(one)) walk(one);
    }
  };
  const tree = parseSync(code, {
    babelrc: false,
    configFile: false,
    parserOpts: { plugins: ['jsx', 'typescript'] },
  });
  if (!isNode(tree)) throw new Error('cannot be read');
  walk(tree);
  return found;
}

describe('texts of the pages', () => {
  it('are found where they are written into the markup', () => {
    expect(literalTexts('const a = <p>Nothing here</p>;').map(({ text }) => text)).toEqual(['Nothing here']);
    expect(literalTexts('const a = <p>\n <b title="Sent">{t`x`}</b></p>;')).toEqual([{ text: 'Sent', line: 2 }]);
    expect(literalTexts("const a = <p>{'Nothing here'}</p>;")).toHaveLength(1);
    expect(literalTexts('const a = <p><Trans>Nothing</Trans> · <bdi dir="ltr">TLP:{x}</bdi></p>;')).toEqual([]);
    expect(literalTexts('const a = <Badge className="wide" tone="warn" />;')).toEqual([]);
  });

  it('are all in the catalogues: none is written into the markup', () => {
    expect(sources.length).toBeGreaterThan(100);
    const found = sources.flatMap((file) =>
      literalTexts(readFileSync(join(root, file), 'utf8')).map(({ text, line }) => `${file}:${line} ${text}`),
    );
    expect(found).toEqual([]);
  });
});

const PHYSICAL =
  /(?:^|[;{\s])((?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-)?(?:left|right)(?:-(?:width|color|style))?\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b|(?:margin|padding)\s*:\s*\S+\s+\S+\s+\S+\s+\S+;)/;

describe('styles', () => {
  const styles = globSync('web/src/**/*.css', { cwd: root });

  it.each([
    ['a { left: 0; }', true],
    ['a { margin-right: 3px }', true],
    ['a { text-align: right; }', true],
    ['a { inset-inline-start: 0; }', false],
    ["[data-side='left'] { color: red; }", false],
    ['a { transform: none; } b { text-align: start; }', false],
  ])('%s is told from what mirrors', (style, isFound) => {
    expect(PHYSICAL.test(style)).toBe(isFound);
  });

  it('know no left and right, so that Urdu mirrors them', () => {
    expect(styles.length).toBeGreaterThan(40);
    const found = styles.flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, place) => (PHYSICAL.test(line) ? [`${file}:${place + 1} ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('nor do properties in the markup', () => {
    const mirrored =
      /\b(?:ml|mr|pl|pr|marginLeft|marginRight|paddingLeft|paddingRight|borderLeft|borderRight)\s*[=:]|ta="(?:left|right)"/;
    const found = sources.flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, place) => (mirrored.test(line) ? [`${file}:${place + 1} ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });
});
