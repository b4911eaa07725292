import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seeded } from '../simulation/random.ts';
import type { Random } from '../simulation/random.ts';
import { readCorpus } from './corpus.ts';
import { isSlowed } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';
import { textOf, Violation } from './target.ts';
import type { Outcome, Target } from './target.ts';

export type Finding = {
  readonly target: string;
  readonly says: string;
  /** The smallest input found that shows it, as a JSON string or base64. */
  readonly input: string;
};
export type Tally = {
  readonly target: string;
  readonly inputs: number;
  readonly taken: number;
  readonly refused: number;
  /** Inputs that reached something new, the seeds among them. */
  readonly kept: readonly Uint8Array[];
  readonly grownBytes: number;
  readonly findings: readonly Finding[];
};
export type FuzzOptions = {
  readonly seed: number;
  /** Ends a run at whichever comes first. */
  readonly milliseconds?: number;
  readonly inputs?: number;
  readonly coverage?: Coverage;
};

const PATIENCE = 50;
/** Code that is watched is not optimised. */
const SLOWED = 6;
const SMALL = 64 * 1024;
const BATCH = 48;
const MAX_FINDINGS = 5;
/** Milliseconds spent on making one finding smaller. */
const SHRINKING = 1500;
const encoder = new TextEncoder();

export function fuzz(
  target: Target,
  { seed, milliseconds = Infinity, inputs = Infinity, coverage }: FuzzOptions,
): Tally {
  const random = seeded(seed);
  const pool = [
    ...target.seeds().map((one) => (typeof one === 'string' ? encoder.encode(one) : one)),
    ...readCorpus(target.name),
  ];
  const counts: Record<Outcome, number> = { taken: 0, refused: 0 };
  const findings: Finding[] = [];
  const run = (input: Uint8Array): void => {
    const wrong = tryOne(target, input, seed);
    if (typeof wrong === 'string') counts[wrong]++;
    else if (findings.length < MAX_FINDINGS && !findings.some(({ says }) => says === wrong.message))
      findings.push({ target: target.name, says: wrong.message, input: shown(smaller(target, input, wrong, seed)) });
  };
  const next = (): Uint8Array => {
    const base = random.pick(pool);
    const changed = mutate(base, random, random.pick(pool), target.words ?? []);
    return target.mend && random.chance(0.8) ? target.mend(changed, random) : changed;
  };

  for (const input of pool) run(input);
  coverage?.fresh();
  const heapBefore = usedHeap();
  const began = performance.now();
  let done = pool.length;
  while (done < inputs && performance.now() - began < milliseconds && findings.length < MAX_FINDINGS) {
    const batch = Array.from({ length: Math.min(BATCH, inputs - done) }, next);
    for (const input of batch) run(input);
    done += batch.length;
    if (coverage === undefined || coverage.fresh() === 0) continue;
    // Something in this batch is new: one by one they show which.
    coverage.undo();
    for (const input of batch) {
      run(input);
      if (coverage.fresh() > 0) pool.push(input);
    }
  }
  const kept = coverage ? worthKeeping(pool, run, coverage) : pool;
  return { target: target.name, inputs: done, ...counts, kept, grownBytes: usedHeap() - heapBefore, findings };
}

/** As few as reach all that the whole pool reaches, short ones first. */
function worthKeeping(pool: readonly Uint8Array[], run: (input: Uint8Array) => void, coverage: Coverage): Uint8Array[] {
  coverage.forget();
  return [...pool]
    .sort((a, b) => a.length - b.length)
    .filter((input) => {
      run(input);
      return coverage.fresh() > 0;
    });
}

function mutate(input: Uint8Array, random: Random, other: Uint8Array, words: readonly string[]): Uint8Array {
  if (random.chance(0.5)) {
    const changed = mutateJson(textOf(input), random, textOf(other), words);
    if (changed !== undefined)
      return random.chance(0.9) ? encoder.encode(changed) : mutateBytes(encoder.encode(changed), random, other, words);
  }
  return mutateBytes(input, random, other, words);
}

function tryOne(target: Target, input: Uint8Array, seed: number): Outcome | Error {
  try {
    const began = process.cpuUsage();
    const outcome = target.check(input, seeded(seed));
    const patience = (target.patience ?? PATIENCE) * (isSlowed() ? SLOWED : 1);
    if (millisecondsSince(began) <= patience || input.length >= SMALL) return outcome;
    // Once is the machine; three times is the parser.
    const times = [1, 2, 3].map(() => timed(() => target.check(input, seeded(seed))));
    if (Math.min(...times) > patience) throw new Violation(`an input below 64 KB takes at most ${patience} ms`);
    return outcome;
  } catch (error) {
    return error instanceof Violation ? error : new Error(`threw ${String(error).slice(0, 300)}`, { cause: error });
  }
}

function timed(act: () => void): number {
  const began = process.cpuUsage();
  act();
  return millisecondsSince(began);
}

/** Of this process alone: other work on the machine is no fault of a parser. */
function millisecondsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

/** Takes pieces away as long as the same thing is wrong. */
function smaller(target: Target, input: Uint8Array, wrong: Error, seed: number): Uint8Array {
  const kindOf = (error: Error): string => (error instanceof Violation ? error.invariant : error.message.slice(0, 60));
  const end = performance.now() + SHRINKING;
  let small = input;
  for (let size = Math.ceil(small.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < small.length && performance.now() < end;) {
      const without = Uint8Array.from([...small.subarray(0, at), ...small.subarray(at + size)]);
      const outcome = tryOne(target, without, seed);
      if (typeof outcome !== 'string' && kindOf(outcome) === kindOf(wrong)) small = without;
      else at += size;
    }
  }
  return small;
}

const shown = (input: Uint8Array): string => {
  const text = textOf(input);
  return Buffer.from(text).equals(input) ? JSON.stringify(text) : Buffer.from(input).toString('base64');
};

let collect: (() => void) | undefined;

/** Bytes in use once all that can be given back is given back. */
export function usedHeap(): number {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  return process.memoryUsage().heapUsed;
}
