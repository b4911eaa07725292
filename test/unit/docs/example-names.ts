import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COUNTRIES } from '../../../src/modules/statements/data/countries.ts';
import { root, type Page } from './markdown.ts';

type Texts = Readonly<Record<string, string>>;
type Party = {
  readonly name: Texts;
  readonly short: Texts;
  readonly aliases: readonly string[];
  readonly time_zone: string;
  readonly accounts: readonly { readonly unit: Texts }[];
};

/** Words for languages are no names of parties: the interface is in them. */
const LANGUAGES = ['en', 'zh', 'ur'].flatMap((language) =>
  ['en', 'zh', 'ur'].map((shown) => new Intl.DisplayNames([shown], { type: 'language' }).of(language) ?? ''),
);

/** Parties, their agreement, their capitals, time zones and offices, as the examples write them. */
export function exampleNames(): string[] {
  const names = readdirSync(join(root, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: folder }) => {
      const read = (file: string): unknown => JSON.parse(readFileSync(join(root, 'examples', folder, file), 'utf8'));
      const { name } = read('accord.json') as { name: Texts };
      const { A, B } = read('parties.json') as { A: Party; B: Party };
      return [...Object.values(name), ...[A, B].flatMap(namesOf)];
    });
  return [...new Set(names)].filter((name) => !LANGUAGES.includes(name));
}

function namesOf({ name, short, aliases, time_zone: zone, accounts }: Party): string[] {
  const countries = COUNTRIES.filter((country) => country.names.some((one) => aliases.includes(one)));
  return [
    ...[name, short].flatMap((texts) => Object.values(texts)),
    ...aliases,
    ...countries.flatMap(({ capitals }) => capitals),
    ...(zone.includes('/') ? [zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')] : []),
    ...accounts.map(({ unit }) => unit['en'] ?? '').filter(isParticular),
  ];
}

/** "Liaison Office" may be anybody's; what is called by four words or more is somebody's. */
const isParticular = (unit: string): boolean => unit.split(' ').length >= 4;

/** All that the product is made of, without the complete lists of countries, offices and the like. */
export function productFiles(): Page[] {
  const paths = globSync('{src,web}/**/*', {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => entry.name === 'node_modules',
  });
  return paths
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith('src/modules/statements/data/'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Whole words in any case for alphabets; anywhere for Chinese, which has no spaces. */
export function namesIn(text: string, names: readonly string[]): string[] {
  // The folder of an example is an address, not knowledge of it.
  const judged = readdirSync(join(root, 'examples')).reduce((rest, folder) => rest.replaceAll(folder, ''), text);
  return names.filter((name) => patternOf(name).test(judged));
}

function patternOf(name: string): RegExp {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return /\p{Script=Han}/u.test(name)
    ? new RegExp(literal, 'u')
    : new RegExp(`(?<![\\p{L}\\p{M}])${literal}(?![\\p{L}\\p{M}])`, 'iu');
}
