import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toBase64 } from '#platform';
import { runVerify } from '../../../src/cli/verify/verify.ts';
import { buildDossier, type DossierFeed } from '#kernel/dossier/build.ts';
import { compareDossiers, type Named } from '#kernel/dossier/compare.ts';
import { dossierVerifier } from '#kernel/dossier/verify.ts';
import type { Seen } from '#kernel/log/entry.ts';
import * as world from './two-parties.ts';

const { one, two } = world;
const trust = [one.print, two.print];
const shared = (...numbers: number[]) => numbers.map((n) => world.shared(world.record(one, n)));
const log = (...numbers: number[]) => world.log(shared(...numbers));
const full = (...numbers: number[]) => world.completeFeed(log(...numbers), one, two);
const selected = (numbers: readonly number[], indexes: readonly number[]) =>
  world.selectedFeed(log(...numbers), [one, two], indexes);
/** The opposite feed, one entry of which has seen this much of ours. */
const seeing = (seen: Seen): DossierFeed =>
  world.completeFeed(world.log([world.shared(world.record(two, 50), { seen })]), two, one);

const bytesOf = (...feeds: DossierFeed[]) => buildDossier(world.dossierOf(...feeds), one.exporter);
async function named(name: string, ...feeds: DossierFeed[]): Promise<Named> {
  const verifier = dossierVerifier(trust);
  verifier.take(await bytesOf(...feeds));
  expect(verifier.finish()).toMatchObject({ exit: 0, faults: [] });
  return { name, account: verifier.account() };
}
const compared = async (first: readonly DossierFeed[], second: readonly DossierFeed[]) =>
  compareDossiers([await named('A', ...first), await named('B', ...second)]);

const seenOf = (size: number, ...numbers: number[]): Seen => [1, size, toBase64(world.rootOf(log(...numbers), size))];

describe('two dossiers that are right by themselves', () => {
  it.each<[string, DossierFeed[], DossierFeed[]]>([
    ['the same', [full(1, 2, 3)], [full(1, 2, 3)]],
    ['one at a later time', [full(1, 2)], [full(1, 2, 3)]],
    ['one with a selection', [selected([1, 2, 3], [1])], [full(1, 2, 3, 4)]],
    ['two selections of different times', [selected([1, 2, 3], [1])], [selected([1, 2, 3, 4], [3])]],
    ['one that only names what the other has', [full(1, 2, 3)], [seeing(seenOf(2, 1, 2))]],
    ['nothing in common', [full(1, 2)], [seeing(world.unseen)]],
  ])('agree: %s', async (_, first, second) => {
    expect(await compared(first, second)).toEqual([]);
    expect(await compared(second, first)).toEqual([]);
  });

  it.each<[string, DossierFeed[], DossierFeed[], RegExp]>([
    ['one size with two roots', [selected([1, 2, 3], [0])], [selected([1, 2, 9], [1])], /, 3 entries: /],
    ['a history behind which the other went on', [full(1, 2, 3, 4)], [selected([1, 2, 9], [0])], /, 3 entries: /],
    ['two entries at one place', [full(1, 2, 3)], [full(1, 9)], /, index 1: /],
    ['what the other party has seen', [full(1, 2, 3)], [seeing(seenOf(2, 1, 9))], /, 2 entries: /],
  ])('are a fork: %s', async (_, first, second, line) => {
    for (const pair of [await compared(first, second), await compared(second, first)]) {
      expect(pair.filter(({ fault }) => fault === 'fork')).toEqual([
        expect.objectContaining({ line: expect.stringMatching(line), place: expect.anything() }),
      ]);
      expect(pair[0]!.line).toMatch(/(A and B|B and A) show two histories of one feed$/);
    }
  });

  it('show two contents of one version', async () => {
    const changed = world.log([world.shared(world.record(one, 1, { text: 'something else' }))]);
    const faults = await compared([full(1)], [world.completeFeed(changed, one, two)]);
    expect(faults.map(({ fault }) => fault)).toEqual(['fork', 'equivocation']);
    expect(faults[1]!.line).toMatch(/^A and B show two contents of one version of statement--00000001-/);
  });
});

describe('entente verify A B', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entente-compare-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = async (name: string, ...feeds: DossierFeed[]): Promise<string> => {
    const path = join(folder, name);
    writeFileSync(path, await bytesOf(...feeds));
    return path;
  };
  async function run(...args: string[]) {
    let stdout = '';
    const exit = await runVerify(args, { stdout: { write: (text) => (stdout += text) }, stderr: { write: () => {} } });
    return { exit, stdout };
  }

  it('names the fork, with the files', async () => {
    const [a, b] = [await file('a', full(1, 2, 3)), await file('b', full(1, 9))];
    const { exit, stdout } = await run(a, b, '--trust', ...trust);
    expect(exit).toBe(1);
    expect(stdout).toContain(
      `\nFAILS fork: Party 1 to Party 2, charter, epoch 1, index 1: ${a} and ${b} show two histories`,
    );
    expect(stdout).toMatch(/\nThese dossiers contradict each other\.\n$/);
    const { stdout: json } = await run('--json', a, b, '--trust', ...trust);
    expect(JSON.parse(json)).toMatchObject({
      exit: 1,
      faults: [{ fault: 'fork' }],
      dossiers: [{ exit: 0 }, { exit: 0 }],
    });
  });

  it('says that they agree, as far as their keys are trusted', async () => {
    const [a, b] = [await file('c', full(1, 2, 3)), await file('d', selected([1, 2, 3, 4], [2]))];
    const { exit, stdout } = await run(a, b, '--trust', ...trust);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/\nThey show one history of each feed that they share\.\n$/);
    expect((await run(a, b, '--trust', one.print)).exit).toBe(2);
  });

  it('compares nothing with what fails or cannot be read', async () => {
    const [a, b] = [await file('e', full(1, 2, 3)), join(folder, 'f')];
    writeFileSync(b, 'nothing');
    for (const wrong of [b, join(folder, 'none')]) {
      const { exit, stdout } = await run(a, wrong, '--trust', ...trust);
      expect(exit).toBe(1);
      expect(stdout).toMatch(/\nWhat fails was not compared\.\n$/);
    }
  });
});
