import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { utf8 } from '#platform';
import { runVerify } from '../../../src/cli/verify/verify.ts';
import { mutateBytes } from '../../fuzz/mutate-bytes.ts';
import { seeded } from '../../simulation/random.ts';
import vectors from '../../vectors/dossier.json' with { type: 'json' };

const folder = mkdtempSync(join(tmpdir(), 'entente-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dossiers = vectors.dossiers.map(({ lines }) => utf8(lines.map((line) => `${line}\n`).join('')));
const trust = [...new Set(vectors.dossiers.flatMap((one) => one.trust))];
const ODD = [
  '',
  '-',
  '--',
  '--trust',
  '--json',
  '--file',
  '--file=',
  '--trust=x',
  '-h=',
  '--\u202e',
  '\0',
  'a'.repeat(5000),
  '__proto__',
  '/',
  '/dev/null',
  '..',
  '%00',
  ...trust,
];

it('Whatever its arguments and its file hold, verify answers with 0, 1 or 2, and one that was changed is never 0', async () => {
  const random = seeded(11);
  const path = join(folder, 'dossier');
  for (let i = 0; i < 250; i++) {
    const original = random.pick(dossiers);
    const isChanged = random.chance(0.8);
    const content = isChanged ? mutateBytes(original, random, random.pick(dossiers), ['{}', 'null']) : original;
    writeFileSync(path, content);
    const asked = Array.from({ length: random.int(4) }, () => random.pick(ODD));
    const args = random.chance(0.7) ? [path, '--trust', ...trust, ...asked] : [...asked, path];
    let said = '';
    const out = { write: (text: string) => void (said += text) };
    const exit = await runVerify(args, { stdout: out, stderr: out });
    expect([0, 1, 2]).toContain(exit);
    const isWhole = dossiers.some((one) => Buffer.compare(one, content) === 0);
    if (exit === 0 && !args.includes('-h') && !args.includes('--help')) expect(isWhole).toBe(true);
    expect(said).not.toMatch(/\n\s+at |\.ts:\d|TypeError|RangeError/);
    expect(said).not.toMatch(/[\0\u202e]/u);
  }
});
