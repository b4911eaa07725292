import { COUNTRIES } from '../../data/countries.ts';
import { ORGANISATIONS } from '../../data/organisations.ts';

/** Sides of an Urdu statement: countries of the world list with their adjectives in ی, and invented names by pattern. */
export type UrduSides = {
  readonly parties: Readonly<Record<string, readonly string[]>>;
  readonly letters: readonly string[];
  readonly aliases: readonly (readonly [string, string])[];
  readonly issuer?: string;
};

type Known = { readonly names: readonly string[]; readonly english: string };

const WORLD: readonly Known[] = [
  ...COUNTRIES.map((country) => ({ names: country.ur, english: country.names[0] ?? '' })),
  ...ORGANISATIONS.map((item) => ({ names: item.ur, english: item.names[0] ?? '' })),
];
const WORD = '[\\u0621-\\u064a\\u066e-\\u06d3\\u06d5\\u06fa-\\u06ff]';
const MINISTRY = '(?:وزیر|وزارت|وفد|حکومت|صدر|سفیر|سفارت)';
const NOT_A_NAME =
  /^(?:اس|ان|یہ|وہ|دونوں|وفاقی|وزیر|وزراء|انہوں|جس|جن|ملک|فریقین|کے|کی|کا|سے|میں|اور|پر|نے|کہ|مشترکہ|اپنے|اپنی|ہر|نائب|خارجہ|داخلہ|دفاع|قانون|انصاف|پولیس|وزارت|فریق|رہنماؤں|مارچ|مئی|ڈائریکٹر|جنرل|سیکرٹری)$/u;

/** Word boundaries by hand: `\b` knows no Arabic letters. */
export const has = (text: string, name: string): boolean =>
  new RegExp(`(?<!${WORD})${name}(?:ی|وں)?(?!${WORD})`, 'u').test(text);

export function urduSidesOf(text: string): UrduSides {
  const scores = new Map<Known, number>();
  const head = text.slice(0, 200);
  for (const known of WORLD) {
    const count = known.names.reduce(
      (most, name) =>
        Math.max(
          most,
          text.includes(name)
            ? (text.match(new RegExp(`(?<!${WORD})${name}(?:ی|وں)?(?!${WORD})`, 'gu'))?.length ?? 0)
            : 0,
        ),
      0,
    );
    if (count > 0) scores.set(known, count + (known.names.some((name) => has(head, name)) ? 3 : 0));
  }
  for (const known of invented(text)) scores.set(known, 4 + (text.split(known.names[0] ?? '').length - 1));
  const chosen = [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 2)
    .map(([known]) => known);
  chosen.sort((a, b) => text.indexOf(a.names[0] ?? '') - text.indexOf(b.names[0] ?? ''));
  const parties: Record<string, readonly string[]> = {};
  const aliases: [string, string][] = [];
  chosen.forEach((known, index) => {
    const letter = String.fromCharCode(65 + index);
    parties[letter] = known.english === '' ? known.names : [...known.names, known.english];
    for (const name of known.names) aliases.push([name, letter]);
  });
  const first = text.trim().split('\n')[0] ?? '';
  const issuer = /وزارت|دفتر|سفارت|حکومت/u.test(first) ? aliases.find(([name]) => has(first, name))?.[1] : undefined;
  return { parties, letters: Object.keys(parties), aliases, ...(issuer ? { issuer } : {}) };
}

function invented(text: string): Known[] {
  const patterns = [
    new RegExp(`(?<!${WORD})(${WORD}{3,14}) کے (?:وفاقی )?${MINISTRY}(?!${WORD})`, 'gu'),
    new RegExp(`(?:وزارت|وزارتِ|دفتر)[^\\n۔]{0,60}، (${WORD}{3,14})\\s*$`, 'gmu'),
    new RegExp(`(?:^|۔ |کہ )(${WORD}{3,14}) (?:نے|کی جانب سے|کی طرف سے)`, 'gmu'),
  ];
  const names = new Set(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')));
  return [...names]
    .filter(
      (name) =>
        !NOT_A_NAME.test(name) &&
        !WORLD.some((known) => known.names.some((other) => other.includes(name))) &&
        text.split(name).length > 2,
    )
    .map((name) => ({ names: [name], english: '' }));
}

const BOTH = /دونوں|فریقین|ہر فریق|ہر دو|مشترکہ ورکنگ گروپ|ورکنگ گروپ|ہم /u;

export function urduLetters(text: string, sides: UrduSides): string[] {
  const named = [...new Set(sides.aliases.filter(([name]) => has(text, name)).map(([, letter]) => letter))].sort();
  return BOTH.test(text) ? [...sides.letters] : named;
}
