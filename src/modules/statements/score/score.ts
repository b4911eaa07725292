import { overlap, runOf, wordsOf } from './spans.ts';
import type { Run, Words } from './spans.ts';
import { lettersOf, plain, plainCadence, plainName, plainResponsible } from './values.ts';
import type { Parties } from './values.ts';

/** How near a reading comes to hand-made labels. Only what is here is scored; dates, places and sides of persons are not. */
export const RECORD_TYPES = ['meetings', 'participants', 'commitments', 'events', 'incidents'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

export type LabelledRecord = {
  readonly start: number;
  readonly end: number;
  readonly alt?: readonly (readonly [number, number])[];
  readonly kind?: unknown;
  readonly status?: unknown;
  readonly responsible?: unknown;
  readonly recurrence?: unknown;
  readonly name?: unknown;
};
export type Labelled = { readonly parties?: Parties } & { readonly [type in RecordType]?: readonly LabelledRecord[] };

type Tally = { readonly right: number; readonly of: number };
type Count = { readonly gold: number; readonly predicted: number; readonly matched: number };
export type Measure = Count & {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
};
export const ATTRIBUTES = ['kind', 'responsible', 'recurrence', 'status', 'name'] as const;
type Attribute = (typeof ATTRIBUTES)[number];
export type DocumentScore = {
  readonly counts: Readonly<Record<RecordType, Count>>;
  readonly attributes: Readonly<Record<Attribute, Tally>>;
};
export type Summary = {
  readonly records: Readonly<Record<RecordType | 'all', Measure>>;
  readonly attributes: Readonly<Record<Attribute, Tally>>;
};

const LEAST_OVERLAP = 0.3;

export function scoreDocument(text: string, gold: Labelled, predicted: Labelled): DocumentScore {
  const words = wordsOf(text);
  const parties = gold.parties ?? {};
  const letters = { gold: lettersOf(undefined, parties), predicted: lettersOf(predicted.parties, parties) };
  const pairs = RECORD_TYPES.map(
    (type) => [type, match(words, text.length, gold[type] ?? [], predicted[type] ?? [])] as const,
  );
  const compared = Object.fromEntries(pairs) as Record<RecordType, ReturnType<typeof match>>; // RECORD_TYPES are all its keys
  const rate = (over: readonly Matched[], same: (pair: Matched) => boolean): Tally => ({
    right: over.filter(same).length,
    of: over.length,
  });
  const done = compared.commitments;
  return {
    counts: Object.fromEntries(
      pairs.map(([type, found]) => [
        type,
        { gold: gold[type]?.length ?? 0, predicted: predicted[type]?.length ?? 0, matched: found.length },
      ]),
    ) as Record<RecordType, Count>,
    attributes: {
      kind: rate(done, (pair) => plain(pair.gold.kind) === plain(pair.predicted.kind)),
      responsible: rate(
        done,
        (pair) =>
          plainResponsible(pair.gold.responsible, letters.gold, parties) ===
          plainResponsible(pair.predicted.responsible, letters.predicted, parties),
      ),
      recurrence: rate(
        done.filter((pair) => pair.gold.recurrence || pair.predicted.recurrence),
        (pair) => plainCadence(pair.gold.recurrence) === plainCadence(pair.predicted.recurrence),
      ),
      status: rate(done, (pair) => plain(pair.gold.status) === plain(pair.predicted.status)),
      name: rate(compared.participants, (pair) => plainName(pair.gold.name) === plainName(pair.predicted.name)),
    },
  };
}

type Matched = { readonly gold: LabelledRecord; readonly predicted: LabelledRecord };

/** One to one, best overlap first; among equals the main span before an alternative, then the order of the text. */
function match(
  words: Words,
  length: number,
  gold: readonly LabelledRecord[],
  predicted: readonly LabelledRecord[],
): Matched[] {
  const wanted = gold.map((record) =>
    [[record.start, record.end] as const, ...(record.alt ?? [])]
      .map(([start, end]) => runOf(words, start, end, length))
      .filter((run): run is Run => run !== undefined),
  );
  const candidates = predicted
    .flatMap((record, p) => {
      const run = runOf(words, record.start, record.end, length);
      if (run === undefined) return [];
      return wanted.flatMap((runs, g) =>
        runs.map((other, alternative) => ({ g, p, alternative: Math.min(alternative, 1), value: overlap(run, other) })),
      );
    })
    .filter(({ value }) => value >= LEAST_OVERLAP);
  candidates.sort((a, b) => b.value - a.value || a.alternative - b.alternative || a.g - b.g || a.p - b.p);
  const taken = { gold: new Set<number>(), predicted: new Set<number>() };
  return candidates.flatMap(({ g, p }) => {
    const [one, other] = [gold[g], predicted[p]];
    if (one === undefined || other === undefined || taken.gold.has(g) || taken.predicted.has(p)) return [];
    taken.gold.add(g);
    taken.predicted.add(p);
    return [{ gold: one, predicted: other }];
  });
}

export function summarise(scores: readonly DocumentScore[]): Summary {
  const sum = (types: readonly RecordType[]): Measure => {
    const add = (key: keyof Count): number =>
      scores.reduce((total, score) => total + types.reduce((part, type) => part + score.counts[type][key], 0), 0);
    return measure({ gold: add('gold'), predicted: add('predicted'), matched: add('matched') });
  };
  const records = Object.fromEntries([
    ...RECORD_TYPES.map((type) => [type, sum([type])] as const),
    ['all', sum(RECORD_TYPES)] as const,
  ]) as Record<RecordType | 'all', Measure>;
  const attributes = Object.fromEntries(
    ATTRIBUTES.map((name) => [name, { right: total(scores, name, 'right'), of: total(scores, name, 'of') }]),
  ) as Record<Attribute, Tally>;
  return { records, attributes };
}

const total = (scores: readonly DocumentScore[], name: Attribute, key: keyof Tally): number =>
  scores.reduce((sum, score) => sum + score.attributes[name][key], 0);

function measure(count: Count): Measure {
  if (count.gold === 0 && count.predicted === 0) return { ...count, precision: null, recall: null, f1: null };
  const precision = count.predicted === 0 ? 0 : count.matched / count.predicted;
  const recall = count.gold === 0 ? 0 : count.matched / count.gold;
  return {
    ...count,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}
