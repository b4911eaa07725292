/**
 * All long runs, one after the other: `npm run soak -- [--seed N] [--quick] [NAME ...]`; `--list` says how long each is. What a
 * run prints last is its line of JSON; the last line of all counts them. Ends with 1 if one of them found something.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { root } from './checks.ts';

type Soak = {
  readonly name: string;
  readonly says: string;
  readonly file: string;
  readonly isSeeded: boolean;
  /** Its length; the second is to try the run itself. */
  readonly whole: readonly string[];
  readonly quick: readonly string[];
};

const SOAKS: readonly Soak[] = [
  {
    name: 'simulation',
    says: '100,000 histories of two nodes in memory',
    file: 'scripts/simulate.ts',
    isSeeded: true,
    whole: ['--histories', '100000'],
    quick: ['--histories', '1000'],
  },
  {
    name: 'replay',
    says: '200 of these histories by real nodes on real PostgreSQL',
    file: 'test/replay/soak.ts',
    isSeeded: true,
    whole: ['--histories', '200'],
    quick: ['--histories', '3'],
  },
  {
    name: 'crash',
    says: 'two served nodes under load, killed 1,000 times',
    file: 'test/soak/crash/crash.ts',
    isSeeded: true,
    whole: ['--kills', '1000', '--quiet'],
    quick: ['--kills', '5', '--quiet'],
  },
  {
    name: 'fuzz',
    says: 'hostile input for ten minutes',
    file: 'scripts/fuzz.ts',
    isSeeded: true,
    whole: ['--seconds', '600'],
    quick: ['--seconds', '20'],
  },
  {
    name: 'search',
    says: 'a million records, found while one types',
    file: 'bench/bench.ts',
    isSeeded: false,
    whole: ['--only', 'search', '--records', '1000000'],
    quick: ['--only', 'search', '--records', '2000'],
  },
  {
    name: 'files',
    says: '2 GiB from one node to the other and out again',
    file: 'bench/files.ts',
    isSeeded: false,
    whole: ['--mib', '2048'],
    quick: ['--mib', '8'],
  },
  {
    name: 'rights',
    says: 'every role, membership and list at every face',
    file: 'test/soak/rights.ts',
    isSeeded: false,
    whole: [],
    quick: ['--quick'],
  },
  {
    name: 'documents',
    says: 'an action matrix of 10,000 rows as DOCX and PDF: set, or refused in words',
    file: 'test/soak/documents.ts',
    isSeeded: false,
    whole: ['10000'],
    quick: ['300'],
  },
  {
    name: 'pages',
    says: 'every page in every language, look and width, by axe; a list of 100,000 rows',
    file: 'test/soak/pages/pages.ts',
    isSeeded: false,
    whole: [],
    quick: ['--quick'],
  },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    quick: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});
const unknown = positionals.find((name) => !SOAKS.some((soak) => soak.name === name));
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));

if (values.list) for (const { name, says } of SOAKS) console.log(`${name.padEnd(12)}${says}`);
else if (unknown !== undefined) stop(`there is no ${unknown}; --list names them`);
else if (!Number.isSafeInteger(seed) || seed < 0) stop(`not a whole number: ${values.seed}`);
else await runAll(SOAKS.filter(({ name }) => positionals.length === 0 || positionals.includes(name)));

async function runAll(chosen: readonly Soak[]): Promise<void> {
  const began = performance.now();
  const failed: string[] = [];
  const told: string[] = [];
  for (const soak of chosen) {
    const args = [...(soak.isSeeded ? ['--seed', String(seed)] : []), ...soak[values.quick ? 'quick' : 'whole']];
    console.log(`${soak.name}: ${soak.file} ${args.join(' ')}`);
    const { code, last } = await run(soak.file, args);
    if (code !== 0) failed.push(soak.name);
    told.push(`${soak.name.padEnd(12)}${code === 0 ? 'holds ' : 'FAILS '} ${last}`);
  }
  for (const line of told) console.log(line);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(JSON.stringify({ soak: 'all', seed, seconds, passed: chosen.length - failed.length, failed }));
  process.exitCode = failed.length > 0 ? 1 : 0;
}

/** Its output goes on as it comes. */
async function run(
  file: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly last: string }> {
  const child = spawn(process.execPath, [...process.execArgv, join(root, file), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    last = line;
  }
  return { code: await ended, last };
}

function stop(line: string): never {
  console.error(`soak: ${line}`);
  process.exit(2);
}
