/** Ratios of what a node does to what its parts could do at most, side by side in one run. One flat object of numbers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure, ONLY } from './measure.ts';
import { objectsFrom } from './data.ts';
import { simulateRate } from './simulate.ts';
import { startSeconds } from './start.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    // In the first measurement; the growth is measured at ten times as many.
    records: { type: 'string' },
    // `read` or `point`: ends with these figures.
    only: { type: 'string' },
    // Into this folder: a CPU profile of the node that admits, sequences, serves and answers.
    profile: { type: 'string' },
  },
});
const flags = values.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', values.profile];
const only = ONLY.find((part) => part === values.only);
if (values.only !== undefined && only === undefined) throw new Error(`--only is one of ${ONLY.join(', ')}`);
const objects = await objectsFrom(process.env['ENTENTE_BENCH_DATA'] || undefined);
const say = (name: string, value: number): void => console.log(`${name.padEnd(16)} ${format(value)}`);

// Of a register there are ten times as many records of progress.
const usual = only === 'register' ? 10_000 : 25_000;
const count = Number(values.records ?? (values.quick ? 1_000 : usual));
const figures: Record<string, number> = {};
const keep = (name: string, value: number): void => {
  figures[name] = value;
  say(name, value);
};
if (only) Object.assign(figures, await measure({ count, objects, flags, say, only }));
else {
  // First, since it leaves the code compiled, as at every start of a node but its first.
  const dataDir = await mkdtemp(join(tmpdir(), 'entente-bench-start-'));
  keep('start_s', await startSeconds(dataDir).finally(() => rm(dataDir, { recursive: true, force: true })));
  Object.assign(figures, await measure({ count, objects, flags, say }));
  keep('simulate_per_s', simulateRate(values.quick ? 200 : 2_000));
}

const rounded = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(format(value))]));
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rounded, null, 2)}\n`);
console.log(JSON.stringify(rounded));

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
