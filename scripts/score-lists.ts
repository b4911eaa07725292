import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lineageOf } from '#modules/statements/compare/lineage.ts';
import { pairReadouts } from '#modules/statements/compare/pair.ts';
import { readStatement } from '#modules/statements/read/read-statement.ts';
import type { CommitmentRecord, Reading } from '#modules/statements/read/reading.ts';
import { scoreLineage, scorePairs, summariseLists } from '#modules/statements/score/score-pairs.ts';
import type {
  LabelledText,
  LineGold,
  ListScore,
  ListSummary,
  PairGold,
} from '#modules/statements/score/score-pairs.ts';

/** `NAME.pairs.json` and `NAME.lineage.json` of a labelled folder, scored with the reader's own readings and with the labels as readings. */
type Gold = { readonly parties?: Record<string, string[]>; readonly commitments: CommitmentRecord[] };
type Held = LabelledText & { readonly reading: Reading; readonly labelled: Reading };
type Scored = { readonly name: string; readonly own: ListScore; readonly bound: ListScore; readonly guess: unknown };

export type ListScores = {
  readonly type: 'pairs' | 'lineage';
  readonly scored: readonly Scored[];
  readonly own: ListSummary;
  /** With the labels in place of readings: what comparing alone gets right. */
  readonly bound: ListSummary;
};

export function scoreLists(folder: string): ListScores[] {
  const held = new Map<string, Held>();
  const load = (file: string): Held => {
    const known = held.get(file);
    if (known) return known;
    const text = readFileSync(join(folder, file), 'utf8');
    const gold = JSON.parse(readFileSync(join(folder, file.replace(/\.txt$/u, '.gold.json')), 'utf8')) as Gold; // a labelled set of one's own: trusted
    const reading = readStatement(text);
    const commitments = gold.commitments.map((record) => ({ ...record, why: ['labelled'] }));
    const loaded = {
      text,
      commitments: gold.commitments,
      reading,
      labelled: { ...reading, parties: gold.parties ?? reading.parties, commitments },
    };
    held.set(file, loaded);
    return loaded;
  };
  const goldOf = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return (['pairs', 'lineage'] as const).flatMap((type) => {
    const scored = readdirSync(folder)
      .filter((file) => file.endsWith(`.${type}.json`))
      .sort()
      .map((name) => (type === 'pairs' ? pairs(name, goldOf(name), load) : lineage(name, goldOf(name), load)));
    if (scored.length === 0) return [];
    return [
      {
        type,
        scored,
        own: summariseLists(
          type,
          scored.map(({ own }) => own),
        ),
        bound: summariseLists(
          type,
          scored.map(({ bound }) => bound),
        ),
      },
    ];
  });
}

function pairs(name: string, labels: unknown, load: (file: string) => Held): Scored {
  const gold = labels as PairGold;
  const [a, b] = [load(basename(gold.a)), load(basename(gold.b))];
  const guess = pairReadouts(a, b);
  const bound = pairReadouts({ text: a.text, reading: a.labelled }, { text: b.text, reading: b.labelled });
  return {
    name,
    own: scorePairs(load, gold, guess),
    bound: scorePairs(load, gold, bound),
    guess: {
      a: gold.a,
      b: gold.b,
      matches: guess.matches.map(({ a: one, b: other, differs }) => ({ a: spanOf(one), b: spanOf(other), differs })),
      only_a: guess.only_a,
      only_b: guess.only_b,
    },
  };
}

function lineage(name: string, labels: unknown, load: (file: string) => Held): Scored {
  const gold = labels as LineGold;
  const line = gold.files.map((file) => ({ name: file, ...load(basename(file)) }));
  const guess = lineageOf(line);
  const bound = lineageOf(line.map((one) => ({ ...one, reading: one.labelled })));
  return { name, own: scoreLineage(load, gold, guess), bound: scoreLineage(load, gold, bound), guess };
}

const spanOf = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });

export function printLists({ type, scored, own, bound }: ListScores): void {
  for (const { name, own: score } of scored) printOne(name, summariseLists(type, [score]));
  printOne(`${type} (${scored.length})`, own);
  printOne(`${type} with the labels for readings (${scored.length})`, bound);
}

function printOne(title: string, { records, all, exact, attributes, relations }: ListSummary): void {
  const number = (value: number | null): string => (value === null ? '-' : value.toFixed(3)).padStart(7);
  const rows = Object.entries({ ...records, all }).flatMap(([name, { gold, pred, tp, precision, recall, f1 }]) =>
    gold + pred === 0
      ? []
      : [
          `  ${name.padEnd(13)}${[gold, pred, tp].map((n) => String(n).padStart(6)).join('')} ${number(precision)} ${number(recall)} ${number(f1)}`,
        ],
  );
  const details = [
    ...(exact.accuracy === null ? [] : [`right in all ${exact.accuracy.toFixed(3)} (${exact.ok}/${exact.n})`]),
    ...Object.entries(attributes).flatMap(([name, { gold, pred, tp }]) =>
      gold + pred === 0 ? [] : [`${name} ${tp} of ${gold}, ${pred} said`],
    ),
    ...Object.entries(relations).flatMap(([name, { ok, n }]) => (n === 0 ? [] : [`${name} ${ok}/${n}`])),
  ];
  process.stdout.write(
    `\n${title}\n  records        gold  pred match       P       R      F1\n${rows.join('\n')}\n  matched: ${details.join(', ') || 'none'}\n`,
  );
}
