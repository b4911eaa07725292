/**
 * Seeded histories of two nodes: `npm run simulate -- --seed N --histories M`. History i has the seed N + i, so
 * `--seed N+i --histories 1` replays it alone. Ends with one line of JSON, and 1 if anything was violated.
 */
import { parseArgs } from 'node:util';
import { runHistory, type HistoryOptions } from '../test/simulation/history.ts';
import { realKeys } from '../test/simulation/keys.ts';
import { MUTANTS, mutated } from '../test/simulation/mutants.ts';

const SHOWN = 5;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    histories: { type: 'string', default: '1000' },
    mutant: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    without: { type: 'string' },
    help: { type: 'boolean', default: false },
    'real-keys': { type: 'boolean', default: false },
  },
});

const HELP = `npm run simulate -- [--seed N] [--histories M] [--without restore] [--mutant NAME] [--real-keys]
  --without restore  no node loses its storage and is put back from a backup; else \`lost\` counts what was acknowledged after it
  --mutants          names the mutants, which each break one rule`;

if (values.help) {
  console.log(HELP);
} else if (values.mutants) {
  for (const [name, { says }] of Object.entries(MUTANTS)) console.log(`${name.padEnd(28)}${says}`);
} else {
  simulate();
}

function simulate(): void {
  const [seed, histories] = [whole(values.seed), whole(values.histories)];
  const options = optionsFor(values.mutant);
  const began = performance.now();
  let violations = 0;
  let lost = 0;
  for (let i = 0; i < histories; i++) {
    const history = runHistory(seed + i, options);
    lost += history.lost;
    if (history.violations.length === 0) continue;
    violations += 1;
    if (violations <= SHOWN) show(history);
    // A mutant is caught by one.
    if (values.mutant !== undefined && violations === SHOWN) break;
  }
  const seconds = (performance.now() - began) / 1000;
  console.error(`${Math.round(histories / seconds)} histories a second`);
  process.exitCode = violations > 0 ? 1 : 0;
  console.log(JSON.stringify({ seed, histories, violations, lost }));
}

function optionsFor(mutant: string | undefined): HistoryOptions {
  const keys = { ...(values['real-keys'] ? { keys: realKeys } : {}), isWithoutRestore: isWithout(values.without) };
  if (mutant === undefined) return keys;
  const rules = mutated(mutant);
  if (!rules) stop(`there is no mutant ${mutant}; --mutants lists them`);
  return { ...keys, rules };
}

function isWithout(event: string | undefined): boolean {
  if (event !== undefined && event !== 'restore') stop(`there is no event ${event} to leave out; there is restore`);
  return event === 'restore';
}

function show({ seed, violations, trace }: ReturnType<typeof runHistory>): void {
  console.log(`seed ${seed}`);
  for (const line of trace) console.log(`  ${line}`);
  for (const line of new Set(violations)) console.log(`  VIOLATED: ${line}`);
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) stop(`not a whole number: ${text}`);
  return value;
}

function stop(line: string): never {
  console.error(`simulate: ${line}`);
  process.exit(2);
}
