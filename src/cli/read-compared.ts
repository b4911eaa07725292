import { basename } from 'node:path';
import type { Compared, InLine, Named } from '#modules/statements/compare/read-and-compare.ts';
import type { Place } from '#modules/statements/compare/lineage.ts';
import type { Told } from '#modules/statements/compare/pair.ts';

/** What `read A --with B` and `read NEW --since OLDER` print: the forms of labelled pairs and lineages, or words for a person. */
type Span = { readonly start: number; readonly end: number };
const bare = ({ start, end }: Span): Span => ({ start, end });
const placed = ({ file, start, end }: Place) => ({ file: basename(file), start, end });

/** By base name: what was taken from files that are no text, which offsets are into. */
type Texts = Readonly<Record<string, string>>;
const textsJson = (texts: Texts): { readonly texts?: Texts } => (Object.keys(texts).length === 0 ? {} : { texts });

type Files = { readonly a: string; readonly b: string; readonly texts: Texts };

export const pairsJson = ({ pairs }: Compared, { a, b, texts }: Files): string =>
  JSON.stringify({
    a: basename(a),
    b: basename(b),
    matches: pairs.matches.map((match) => ({
      a: bare(match.a),
      b: bare(match.b),
      differs: match.differs,
      why: match.why,
    })),
    only_a: pairs.only_a.map(bare),
    only_b: pairs.only_b.map(bare),
    ...textsJson(texts),
  });

export const lineageJson = ({ lineage }: InLine, texts: Texts): string =>
  JSON.stringify({
    files: lineage.files.map((file) => basename(file)),
    links: lineage.links.map(({ from, to, relation, why }) => ({ from: placed(from), to: placed(to), relation, why })),
    new: lineage.new.map(placed),
    fulfilled: lineage.fulfilled.map(placed),
    dropped: lineage.dropped.map(placed),
    ...textsJson(texts),
  });

const quote = (text: string, { start, end }: Span): string =>
  `“${text.slice(start, end).replace(/\s+/gu, ' ').trim()}”  [${start}–${end}]`;

const valueOf = (told: Told, attribute: keyof Told): string => String(told[attribute] ?? 'not said');

export function describePairs({ a, b, pairs }: Compared, one: Named, other: Named): string {
  const [left, right] = [basename(one.name), basename(other.name)];
  const sides = [...pairs.sides].map(([x, y]) => `${a.parties[x]?.[0] ?? x} = ${b.parties[y]?.[0] ?? y}`);
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines];
  const same = pairs.matches.filter(({ differs }) => differs.length === 0);
  const differing = pairs.matches.filter(({ differs }) => differs.length > 0);
  const shown = (matches: typeof pairs.matches): string[] =>
    matches.flatMap((match) => [
      `  a ${quote(one.text, match.a)}${match.a.weak ? '  (only talked about)' : ''}`,
      `  b ${quote(other.text, match.b)}${match.b.weak ? '  (only talked about)' : ''}`,
      ...match.differs.map(
        (attribute) => `      ${attribute}: ${valueOf(match.a, attribute)} / ${valueOf(match.b, attribute)}`,
      ),
      `      why: ${match.why.join('; ')}`,
    ]);
  return `${[
    `a: ${left} (${a.lang})   b: ${right} (${b.lang})`,
    `Sides: ${sides.join(', ') || 'none found'}`,
    ...section(`In both (${same.length})`, shown(same)),
    ...section(`In both, told differently (${differing.length})`, shown(differing)),
    ...section(
      `Only in ${left} (${pairs.only_a.length})`,
      pairs.only_a.map((span) => `  ${quote(one.text, span)}`),
    ),
    ...section(
      `Only in ${right} (${pairs.only_b.length})`,
      pairs.only_b.map((span) => `  ${quote(other.text, span)}`),
    ),
  ].join('\n')}\n`;
}

export function describeLineage({ lineage }: InLine, statements: readonly Named[]): string {
  const texts = new Map(statements.map(({ name, text }) => [name, text]));
  const told = (place: Place): string => `${basename(place.file)}: ${quote(texts.get(place.file) ?? '', place)}`;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines];
  return `${[
    `Oldest first: ${lineage.files.map((file) => basename(file)).join(', ')}`,
    ...section(
      `Taken up again (${lineage.links.length})`,
      lineage.links.flatMap(({ from, to, relation, why }) => [
        `  ${relation}`,
        `    ${told(from)}`,
        `    ${told(to)}`,
        `      why: ${why.join('; ')}`,
      ]),
    ),
    ...section(
      `New (${lineage.new.length})`,
      lineage.new.map((place) => `  ${told(place)}`),
    ),
    ...section(
      `Reported as done (${lineage.fulfilled.length})`,
      lineage.fulfilled.flatMap((place) => [
        `  ${told(place)}`,
        ...(place.by ? [`      by ${told(place.by)}`] : []),
        `      why: ${place.why.join('; ')}`,
      ]),
    ),
    ...section(
      `Not taken up again (${lineage.dropped.length})`,
      lineage.dropped.map((place) => `  ${told(place)}`),
    ),
  ].join('\n')}\n`;
}
