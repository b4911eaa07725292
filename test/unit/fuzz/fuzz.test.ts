import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../fuzz/corpus.ts';
import { fuzz } from '../../fuzz/fuzz.ts';
import { hold } from '../../fuzz/target.ts';
import type { Target } from '../../fuzz/target.ts';
import { targets } from '../../fuzz/targets.ts';

const SEED = 7;
/** What is read by a model of the language is slow; `npm run soak:fuzz` has the time for it. */
const fewFor = (name: string): number => (name === 'statement' ? 8 : 150);

describe('hostile input', () => {
  it.each(targets.map((target) => [target.name, target] as const))('%s: every invariant holds', (name, target) => {
    const kept = readCorpus(name).length + target.seeds().length;
    const { findings, taken, refused, inputs } = fuzz(target, { seed: SEED, inputs: kept + fewFor(name) });
    expect(findings).toEqual([]);
    expect(inputs).toBe(kept + fewFor(name));
    // A target that takes or refuses everything tells nothing.
    expect(taken).toBeGreaterThan(0);
    if (name !== 'statement') expect(refused).toBeGreaterThan(0);
  });
});

describe('the fuzzer', () => {
  const planted = (check: (input: Uint8Array) => void): Target => ({
    name: 'planted',
    seeds: () => ['{"a":[1,"text"]}'],
    check: (input) => {
      check(input);
      return 'taken';
    },
  });

  it('finds a parser that throws what it may not, and shows the smallest input', () => {
    const target = planted((input) => {
      if (input.includes(0)) throw new TypeError('cannot read properties of undefined');
    });
    expect(fuzz(target, { seed: SEED, inputs: 900 }).findings).toEqual([
      { target: 'planted', says: 'threw TypeError: cannot read properties of undefined', input: String.raw`"\u0000"` },
    ]);
  });

  it('finds an invariant that does not hold', () => {
    const target = planted((input) => hold('no nesting', !/\[\[/.test(new TextDecoder().decode(input))));
    expect(fuzz(target, { seed: SEED, inputs: 900 }).findings).toEqual([
      { target: 'planted', says: 'no nesting', input: '"[["' },
    ]);
  });

  it('finds what takes too long', () => {
    const slow = { ...planted((input) => void (input.length > 30 && spin(8))), patience: 5 };
    const [finding] = fuzz(slow, { seed: SEED, inputs: 25 }).findings;
    expect(finding?.says).toContain('takes at most 5 ms');
  });

  it('does the same again for the same seed', () => {
    const inputsOf = (seed: number): string[] => {
      const seen: string[] = [];
      fuzz(
        planted((input) => void seen.push(Buffer.from(input).toString('base64'))),
        { seed, inputs: 300 },
      );
      return seen;
    };
    expect(inputsOf(1)).toEqual(inputsOf(1));
    expect(inputsOf(1)).not.toEqual(inputsOf(2));
  });
});

/** Works for so long, however much of the machine others take. */
function spin(milliseconds: number): void {
  for (const began = process.cpuUsage(); process.cpuUsage(began).user < milliseconds * 1000;);
}
