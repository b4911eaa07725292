import { overlap, runOf, wordsOf } from './spans.ts';
import type { Words } from './spans.ts';
import type { LabelledRecord } from './score.ts';

/** How near pairs and lineages come to hand-made labels, which number the commitments of labelled texts; what is scored has spans. */
export type LabelledText = { readonly text: string; readonly commitments: readonly LabelledRecord[] };
/** A labelled text by its file's name. */
export type Labels = (file: string) => LabelledText;

type Span = { readonly start: number; readonly end: number };
export type PairGold = {
  readonly a: string;
  readonly b: string;
  readonly matches: readonly { readonly a: number; readonly b: number; readonly differs?: readonly string[] }[];
  readonly only_a: readonly number[];
  readonly only_b: readonly number[];
};
export type PairGuess = {
  readonly matches: readonly { readonly a: Span; readonly b: Span; readonly differs: readonly string[] }[];
  readonly only_a: readonly Span[];
  readonly only_b: readonly Span[];
};
type Numbered = { readonly file: string; readonly index: number };
type Placed = Span & { readonly file: string };
export type LineGold = {
  readonly files: readonly string[];
  readonly links: readonly { readonly from: Numbered; readonly to: Numbered; readonly relation: string }[];
  readonly new?: readonly Numbered[];
  readonly fulfilled?: readonly Numbered[];
  readonly dropped?: readonly Numbered[];
};
export type LineGuess = {
  readonly links: readonly { readonly from: Placed; readonly to: Placed; readonly relation: string }[];
  readonly new: readonly Placed[];
  readonly fulfilled: readonly Placed[];
  readonly dropped: readonly Placed[];
};

export const COMPARED = ['kind', 'responsible', 'due', 'recurrence', 'status'] as const;
export const RELATIONS = ['reaffirmed', 'expanded', 'superseded'] as const;
export const LISTS = {
  pairs: ['matches', 'only_a', 'only_b'],
  lineage: ['links', 'new', 'fulfilled', 'dropped'],
} as const;

export type Count = { readonly gold: number; readonly pred: number; readonly tp: number };
type Tally = { readonly ok: number; readonly n: number };
/** Counts of each list; then, over matched records, how many are right in all, and for each attribute or relation. */
export type ListScore = {
  readonly counts: Readonly<Record<string, Count>>;
  readonly exact: Tally;
  readonly flags: Readonly<Record<string, Count>>;
  readonly relations: Readonly<Record<string, Tally>>;
};

const LEAST_OVERLAP = 0.3;

const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** How far a span covers a labelled commitment, or another mention of it. */
function measure(labels: Labels): (file: string, index: number, span: Span) => number {
  const words = new Map<string, { readonly words: Words; readonly labelled: LabelledText }>();
  return (file, index, span) => {
    const key = baseName(file);
    const known = words.get(key) ?? { labelled: labels(key), words: wordsOf(labels(key).text) };
    words.set(key, known);
    const gold = known.labelled.commitments[index];
    if (gold === undefined) throw new Error(`there is no commitment ${index} in the labels of ${key}`);
    const own = runOf(known.words, span.start, span.end, known.labelled.text.length);
    if (own === undefined) return 0;
    return Math.max(
      ...[[gold.start, gold.end] as const, ...(gold.alt ?? [])].map(([start, end]) => {
        const run = runOf(known.words, start, end, known.labelled.text.length);
        return run === undefined ? 0 : overlap(own, run);
      }),
    );
  };
}

/** One to one, best overlap first, then the order of the labels. */
function assign<Gold, Guess>(
  gold: readonly Gold[],
  guesses: readonly Guess[],
  value: (gold: Gold, guess: Guess) => number,
): (readonly [Gold, Guess])[] {
  const candidates = gold
    .flatMap((one, g) => guesses.map((guess, p) => ({ g, p, one, guess, value: value(one, guess) })))
    .filter((candidate) => candidate.value >= LEAST_OVERLAP)
    .sort((x, y) => y.value - x.value || x.g - y.g || x.p - y.p);
  const taken = { gold: new Set<number>(), guess: new Set<number>() };
  return candidates.flatMap(({ g, p, one, guess }) => {
    if (taken.gold.has(g) || taken.guess.has(p)) return [];
    taken.gold.add(g);
    taken.guess.add(p);
    return [[one, guess] as const];
  });
}

const countOf = (gold: readonly unknown[], guess: readonly unknown[], hits: readonly unknown[]): Count => ({
  gold: gold.length,
  pred: guess.length,
  tp: hits.length,
});

export function scorePairs(labels: Labels, gold: PairGold, guess: PairGuess): ListScore {
  const at = measure(labels);
  const matches = assign(gold.matches, guess.matches, (one, other) =>
    Math.min(at(gold.a, one.a, other.a), at(gold.b, one.b, other.b)),
  );
  const onlyA = assign(gold.only_a, guess.only_a, (one, other) => at(gold.a, one, other));
  const onlyB = assign(gold.only_b, guess.only_b, (one, other) => at(gold.b, one, other));
  const same = matches.filter(([one, other]) => {
    const [wanted, found] = [new Set(one.differs ?? []), new Set(other.differs)];
    return wanted.size === found.size && [...wanted].every((name) => found.has(name));
  });
  return {
    counts: {
      matches: countOf(gold.matches, guess.matches, matches),
      only_a: countOf(gold.only_a, guess.only_a, onlyA),
      only_b: countOf(gold.only_b, guess.only_b, onlyB),
    },
    exact: { ok: same.length, n: matches.length },
    flags: Object.fromEntries(
      COMPARED.map((name) => {
        const wanted = matches.filter(([one]) => one.differs?.includes(name));
        const found = matches.filter(([, other]) => other.differs.includes(name));
        return [
          name,
          countOf(
            wanted,
            found,
            wanted.filter((pair) => found.includes(pair)),
          ),
        ];
      }),
    ),
    relations: {},
  };
}

export function scoreLineage(labels: Labels, gold: LineGold, guess: LineGuess): ListScore {
  const overlapAt = measure(labels);
  const at = (one: Numbered, other: Placed): number =>
    baseName(one.file) === baseName(other.file) ? overlapAt(one.file, one.index, other) : 0;
  const links = assign(gold.links, guess.links, (one, other) =>
    Math.min(at(one.from, other.from), at(one.to, other.to)),
  );
  const right = links.filter(([one, other]) => one.relation === other.relation);
  const list = (name: 'new' | 'fulfilled' | 'dropped'): Count =>
    countOf(gold[name] ?? [], guess[name], assign(gold[name] ?? [], guess[name], at));
  return {
    counts: {
      links: countOf(gold.links, guess.links, links),
      new: list('new'),
      fulfilled: list('fulfilled'),
      dropped: list('dropped'),
    },
    exact: { ok: right.length, n: links.length },
    flags: {},
    relations: Object.fromEntries(
      RELATIONS.map((name) => [
        name,
        {
          ok: right.filter(([one]) => one.relation === name).length,
          n: links.filter(([one]) => one.relation === name).length,
        },
      ]),
    ),
  };
}

export type Rated = Count & {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
};
export type ListSummary = {
  readonly files: number;
  readonly records: Readonly<Record<string, Rated>>;
  /** All lists together. */
  readonly all: Rated;
  readonly exact: Tally & { readonly accuracy: number | null };
  readonly attributes: Readonly<Record<string, Rated>>;
  readonly relations: Readonly<Record<string, Tally>>;
};

export function summariseLists(type: keyof typeof LISTS, scores: readonly ListScore[]): ListSummary {
  const records = Object.fromEntries(LISTS[type].map((name) => [name, rate(scores.map(({ counts }) => counts[name]))]));
  const [ok, n] = [
    scores.reduce((sum, { exact }) => sum + exact.ok, 0),
    scores.reduce((sum, { exact }) => sum + exact.n, 0),
  ];
  return {
    files: scores.length,
    records,
    all: rate(scores.flatMap(({ counts }) => Object.values(counts))),
    exact: { ok, n, accuracy: n === 0 ? null : ok / n },
    attributes:
      type === 'pairs'
        ? Object.fromEntries(COMPARED.map((name) => [name, rate(scores.map(({ flags }) => flags[name]))]))
        : {},
    relations:
      type === 'lineage'
        ? Object.fromEntries(
            RELATIONS.map((name) => [
              name,
              {
                ok: scores.reduce((sum, { relations }) => sum + (relations[name]?.ok ?? 0), 0),
                n: scores.reduce((sum, { relations }) => sum + (relations[name]?.n ?? 0), 0),
              },
            ]),
          )
        : {},
  };
}

function rate(counts: readonly (Count | undefined)[]): Rated {
  const sum = (key: keyof Count): number => counts.reduce((total, count) => total + (count?.[key] ?? 0), 0);
  const [gold, pred, tp] = [sum('gold'), sum('pred'), sum('tp')];
  if (gold === 0 && pred === 0) return { gold, pred, tp, precision: null, recall: null, f1: null };
  const precision = pred === 0 ? 0 : tp / pred;
  const recall = gold === 0 ? 0 : tp / gold;
  return {
    gold,
    pred,
    tp,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}
