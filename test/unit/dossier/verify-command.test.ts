import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#platform';
import { runVerify } from '../../../src/cli/verify/verify.ts';
import vectors from '../../vectors/dossier.json' with { type: 'json' };
import { one, two } from './two-parties.ts';

const folder = mkdtempSync(join(tmpdir(), 'entente-verify-'));
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const dossier = (at: number) => utf8((vectors.dossiers[at]?.lines ?? []).map((line) => `${line}\n`).join(''));
let [whole, changed] = ['', ''];

async function run(...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const exit = await runVerify(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { exit, stdout, stderr };
}

beforeAll(() => {
  whole = file('whole', dossier(0));
  changed = file('changed', dossier(4));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('entente verify', () => {
  it.each([
    ['repeated', () => [whole, '--trust', one.print, '--trust', two.print]],
    ['several values at once', () => [whole, '--trust', one.print, two.print]],
    ['before the file', () => ['--trust', one.print, two.print, whole]],
    [
      'with an equals sign, in capitals',
      () => [`--trust=${one.print.toUpperCase()}`, `--trust=${two.print}`, '--', whole],
    ],
  ])('takes fingerprints %s', async (_, args) => {
    expect(await run(...args())).toMatchObject({ exit: 0, stderr: '' });
  });

  it('says what the dossier holds, and that it holds', async () => {
    const { stdout } = await run(whole, '--trust', one.print, two.print);
    expect(stdout).toContain('  index 2: lawfully deleted, commitment held\n');
    expect(stdout.endsWith('All holds, and every key is trusted.\n')).toBe(true);
  });

  it('names the keys that are not trusted', async () => {
    const { exit, stdout } = await run(whole, '--trust', one.print);
    expect(exit).toBe(2);
    expect(stdout).toContain(`NOT TRUSTED ${two.print}: key of ${two.id}, cosigner\n`);
  });

  it('names what fails, before what is not trusted', async () => {
    const { exit, stdout } = await run(changed);
    expect(exit).toBe(1);
    expect(stdout).toContain('FAILS wrong-digest: ');
    expect(stdout).not.toContain('NOT TRUSTED');
  });

  it('answers programs with one line of JSON', async () => {
    const { exit, stdout } = await run('--json', changed, '--trust', one.print, two.print);
    expect(exit).toBe(1);
    expect(stdout.split('\n')).toHaveLength(2);
    expect(JSON.parse(stdout)).toMatchObject({
      exit: 1,
      faults: [{ fault: 'bad-disclosure' }, { fault: 'wrong-digest' }],
    });
    expect(JSON.parse((await run('--json', folder)).stdout)).toMatchObject({
      exit: 1,
      faults: [{ fault: 'unreadable' }],
    });
  });

  it.each([
    ['no file', () => []],
    ['an empty name', () => ['']],
    ['a file that is not there', () => [join(folder, 'none')]],
    ['a folder', () => [folder]],
    ['a file to compare beside two dossiers', () => [whole, changed, '--file', whole]],
    ['a fingerprint that is none', () => [whole, '--trust', 'abcd']],
    ['a missing fingerprint', () => [whole, '--trust']],
    ['an unknown option', () => [whole, '--verbose']],
    ['a name with a newline', () => ['no\nsuch\u001b[2Jfile']],
  ])('answers %s with exit 1 and one line', async (_, args) => {
    const { exit, stdout, stderr } = await run(...args());
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toMatch(/^verify: [^\p{Cc}]+\n$/u);
  });

  it.each([
    ['empty', new Uint8Array()],
    ['text', utf8('hello\n')],
    ['binary', new Uint8Array(300_000).fill(0x9c)],
    ['huge, without a line', new Uint8Array(40_000_000).fill(0x61)],
  ])('answers a file that is %s with exit 1 and the reason', async (name, content) => {
    const { exit, stdout } = await run(file(name.slice(0, 4), content));
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^FAILS malformed: .*\nThis dossier fails\.\n$/);
  });

  it('explains itself', async () => {
    expect((await run('--help')).stdout).toContain('usage: entente verify FILE... --trust FINGERPRINT...');
  });
});
