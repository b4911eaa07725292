/** Ratios of what a node does to what its parts could do at most, side by side in one run. One flat object of numbers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './measure.ts';
import { objectsFrom } from './data.ts';
import { startSeconds } from './start.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    // Into this folder: a CPU profile of the node that admits, sequences, serves and answers.
    profile: { type: 'string' },
  },
});
const flags = values.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', values.profile];
const objects = await objectsFrom(process.env['ENTENTE_BENCH_DATA'] || undefined);
const say = (name: string, value: number): void => console.log(`${name.padEnd(16)} ${format(value)}`);

const figures: Record<string, number> = await measure({ count: values.quick ? 1_000 : 25_000, objects, flags, say });
const dataDir = await mkdtemp(join(tmpdir(), 'entente-bench-start-'));
figures['start_s'] = await startSeconds(dataDir).finally(() => rm(dataDir, { recursive: true, force: true }));
say('start_s', figures['start_s']);

const rounded = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(format(value))]));
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rounded, null, 2)}\n`);
console.log(JSON.stringify(rounded));

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
