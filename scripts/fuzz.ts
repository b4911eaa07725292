/**
 * Hostile input for the strict parsers: `npm run soak:fuzz -- --seed N --seconds S [--target NAME]`. The seconds are shared
 * by the targets. `--keep` writes what reached something new to test/fuzz/corpus. Ends with one line of JSON, and 1 if
 * anything was found.
 */
import { parseArgs } from 'node:util';
import { readCorpus, writeCorpus } from '../test/fuzz/corpus.ts';
import { startCoverage } from '../test/fuzz/coverage.ts';
import { fuzz } from '../test/fuzz/fuzz.ts';
import type { Tally } from '../test/fuzz/fuzz.ts';
import { targets } from '../test/fuzz/targets.ts';

const MOST_GROWTH = 64 * 1024 * 1024;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    target: { type: 'string' },
    keep: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

if (values.list) for (const { name } of targets) console.log(name);
else run();

function run(): void {
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : whole(values.seed);
  const chosen = targets.filter(({ name }) => values.target === undefined || name === values.target);
  if (chosen.length === 0) stop(`there is no target ${values.target}; --list names them`);
  const milliseconds = (whole(values.seconds) * 1000) / chosen.length;
  const coverage = startCoverage((url) => url.includes('/src/') && !url.includes('/node_modules/'));
  const tallies = chosen.map((target) => {
    coverage.forget();
    const tally = fuzz(target, { seed, milliseconds, coverage });
    report(tally);
    if (values.keep) writeCorpus(target.name, [...tally.kept, ...readCorpus(target.name)].slice(0, tally.kept.length));
    return tally;
  });
  coverage.stop();
  const findings = tallies.flatMap((tally) => tally.findings);
  const grown = tallies.filter(({ grownBytes }) => grownBytes > MOST_GROWTH).map(({ target }) => target);
  for (const { target, says, input } of findings)
    console.error(`FOUND in ${target}: ${says}\n  ${input.slice(0, 2000)}`);
  for (const target of grown) console.error(`FOUND in ${target}: its memory grew by more than 64 MB`);
  process.exitCode = findings.length + grown.length > 0 ? 1 : 0;
  const counts = Object.fromEntries(tallies.map(({ target, inputs }) => [target, inputs]));
  console.log(JSON.stringify({ seed, targets: counts, findings: findings.length + grown.length }));
}

function report({ target, inputs, taken, refused, kept, grownBytes }: Tally): void {
  const grown = (grownBytes / 2 ** 20).toFixed(1);
  console.error(
    `${target.padEnd(22)}${inputs} inputs, ${taken} taken, ${refused} refused, ${kept.length} worth keeping, heap ${grown} MB`,
  );
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) stop(`not a whole number: ${text}`);
  return value;
}

function stop(line: string): never {
  console.error(`fuzz: ${line}`);
  process.exit(2);
}
