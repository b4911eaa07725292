import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { RECORD_TYPES, scoreDocument, summarise } from '#modules/statements/score/score.ts';
import type { DocumentScore, Labelled, Summary } from '#modules/statements/score/score.ts';
import { readStatement } from '#modules/statements/read/read-statement.ts';
import { crossValidate } from './score-crossed.ts';
import { printLists, scoreLists } from './score-lists.ts';

/** `npm run score -- DIR`: reads every statement of a labelled folder and prints how well. The last line is JSON. */
const crossed = process.argv.includes('--cross-validate');
const [folder, ...more] = process.argv.slice(2).filter((arg) => arg !== '--cross-validate');
if (folder === undefined || more.length > 0 || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
  process.stderr.write('usage: npm run score -- DIR [--cross-validate]   (a folder of NAME.txt and NAME.gold.json)\n');
  process.exit(1);
}

const predictions = mkdtempSync(join(tmpdir(), 'entente-score-'));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => basename(file, '.txt'))
  .sort();
const scores: { readonly name: string; readonly score: DocumentScore; readonly ms: number }[] = [];
for (const name of names) {
  const text = readFileSync(join(folder, `${name}.txt`), 'utf8');
  const began = performance.now();
  const reading = readStatement(text);
  const ms = Math.round(performance.now() - began);
  writeFileSync(join(predictions, `${name}.pred.json`), JSON.stringify({ doc: name, ...reading }));
  const goldFile = join(folder, `${name}.gold.json`);
  if (!statSync(goldFile, { throwIfNoEntry: false })) continue;
  const gold = JSON.parse(readFileSync(goldFile, 'utf8')) as Labelled; // a labelled set of one's own: trusted
  scores.push({ name, score: scoreDocument(text, gold, reading), ms });
}

const GROUPS: readonly { readonly title: string; readonly holds: (name: string) => boolean }[] = [
  { title: 'real-en', holds: (name) => /^\d\d-/u.test(name) },
  { title: 'syn-en', holds: (name) => /^syn-(?!zh|ur)/u.test(name) },
  { title: 'zh', holds: (name) => name.startsWith('syn-zh') },
  { title: 'ur', holds: (name) => name.startsWith('syn-ur') },
];

for (const { name, score, ms } of scores) print(`${name} (${ms} ms)`, summarise([score]));
const groups: Record<string, Summary> = {};
for (const { title, holds } of GROUPS) {
  const own = scores.filter(({ name }) => holds(name)).map(({ score }) => score);
  if (own.length === 0) continue;
  groups[title] = summarise(own);
  print(`${title} (${own.length} documents)`, groups[title]);
}
const overall = summarise(scores.map(({ score }) => score));
print(`OVERALL (${scores.length} documents)`, overall);
const lists = scoreLists(folder);
for (const list of lists) {
  for (const { name, guess } of list.scored) writeFileSync(join(predictions, name), JSON.stringify(guess));
  printLists(list);
}
const compared = Object.fromEntries(
  lists.flatMap(({ type, own, bound }) => [
    [type, own],
    [`${type}_with_labels`, bound],
  ]),
);
const validated = crossed ? crossValidate(folder) : undefined;
if (validated) {
  for (const { name, score, off } of validated.texts)
    print(`${name} without ${off} words of its own`, summarise([score]));
  print(`CROSS-VALIDATED (${validated.texts.length} English texts)`, validated.overall);
}
process.stdout.write(
  `predictions: ${predictions}\n${JSON.stringify({ documents: scores.length, ...overall, groups: { ...groups, ...compared }, ...(validated ? { crossValidated: validated.overall } : {}) })}\n`,
);

function print(title: string, summary: Summary): void {
  const number = (value: number | null): string => (value === null ? '-' : value.toFixed(3)).padStart(7);
  const lines = RECORD_TYPES.flatMap((type) => {
    const { gold, predicted, matched, precision, recall, f1 } = summary.records[type];
    return gold + predicted === 0
      ? []
      : [
          `  ${type.padEnd(13)}${[gold, predicted, matched].map((n) => String(n).padStart(6)).join('')} ${number(precision)} ${number(recall)} ${number(f1)}`,
        ];
  });
  const attributes = Object.entries(summary.attributes).flatMap(([name, { right, of }]) =>
    of === 0 ? [] : [`${name} ${(right / of).toFixed(3)} (${right}/${of})`],
  );
  process.stdout.write(
    `\n${title}\n  records        gold  pred match       P       R      F1\n${lines.join('\n')}\n  matched: ${attributes.join(', ') || 'none'}\n`,
  );
}
