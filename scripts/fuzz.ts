/**
 * Hostile input for the strict parsers: `npm run soak:fuzz -- --seed N --seconds S [--target NAME]`. The seconds are shared
 * by the targets; `endpoints` is every route of a node on a real database. `--keep` writes what reached something new to test/fuzz/corpus. Ends with one line of JSON, and 1 if
 * anything was found.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeCorpus } from '../test/fuzz/corpus.ts';
import { startCoverage } from '../test/fuzz/coverage.ts';
import { fuzz } from '../test/fuzz/fuzz.ts';
import type { Tally } from '../test/fuzz/fuzz.ts';
import { targets } from '../test/fuzz/targets.ts';
import { findBin, root, vitest } from './checks.ts';

const ENDPOINTS = 'endpoints';
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

if (values.list) for (const name of [...targets.map((target) => target.name), ENDPOINTS]) console.log(name);
else run();

function run(): void {
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : whole(values.seed);
  const chosen = targets.filter(({ name }) => values.target === undefined || name === values.target);
  const areEndpoints = values.target === undefined || values.target === ENDPOINTS;
  if (chosen.length === 0 && !areEndpoints) stop(`there is no target ${values.target}; --list names them`);
  const seconds = whole(values.seconds);
  // A quarter for the routes, where all are asked for.
  const forEndpoints = chosen.length === 0 ? seconds : areEndpoints ? Math.ceil(seconds / 4) : 0;
  const milliseconds = (1000 * (seconds - forEndpoints)) / chosen.length;
  const coverage = startCoverage((url) => url.includes('/src/') && !url.includes('/node_modules/'));
  const tallies = chosen.map((target) => {
    coverage.forget();
    const tally = fuzz(target, { seed, milliseconds, coverage });
    report(tally);
    if (values.keep) writeCorpus(target.name, tally.kept);
    return tally;
  });
  coverage.stop();
  const siege = areEndpoints ? besiege(seed, forEndpoints) : undefined;
  const findings = [...tallies.flatMap((tally) => tally.findings), ...(siege?.findings ?? [])];
  const grown = tallies.filter(({ grownBytes }) => grownBytes > MOST_GROWTH).map(({ target }) => target);
  for (const { target, says, input } of findings)
    console.error(`FOUND in ${target}: ${says}\n  ${input.slice(0, 2000)}`);
  for (const target of grown) console.error(`FOUND in ${target}: its memory grew by more than 64 MB`);
  process.exitCode = findings.length + grown.length > 0 ? 1 : 0;
  const counts = Object.fromEntries(
    [...tallies, ...(siege ? [siege] : [])].map(({ target, inputs }) => [target, inputs]),
  );
  console.log(JSON.stringify({ seed, targets: counts, findings: findings.length + grown.length }));
}

type Report = {
  readonly requests: number;
  readonly byStatus: object;
  readonly longestStallMs: number;
  readonly grownBytes: number;
  readonly findings: readonly { readonly says: string; readonly request: string }[];
};

/** Needs a database and two nodes, which the tests know how to make. */
function besiege(seed: number, seconds: number): Pick<Tally, 'target' | 'inputs' | 'findings'> {
  const path = join(root, 'build', 'fuzz-endpoints.json');
  rmSync(path, { force: true });
  const env = { ...process.env, FUZZ_SEED: String(seed), FUZZ_SECONDS: String(seconds), FUZZ_REPORT: path };
  const args = [findBin(vitest), 'run', 'test/store/fuzz-endpoints.test.ts'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  let told: Report | undefined;
  try {
    told = JSON.parse(readFileSync(path, 'utf8')) as Report;
  } catch {
    console.error(stdout);
  }
  const { requests = 0, byStatus = {}, longestStallMs = 0, grownBytes = 0, findings = [] } = told ?? {};
  const grown = (grownBytes / 2 ** 20).toFixed(1);
  console.error(
    `${ENDPOINTS.padEnd(22)}${requests} requests, ${JSON.stringify(byStatus)}, longest stall ${longestStallMs} ms, heap ${grown} MB`,
  );
  const found = findings.map(({ says, request }) => ({ target: ENDPOINTS, says, input: request }));
  if (status !== 0 && found.length === 0)
    found.push({ target: ENDPOINTS, says: 'its test failed', input: stdout.slice(-2000) });
  return { target: ENDPOINTS, inputs: requests, findings: found };
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
