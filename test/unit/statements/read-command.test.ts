import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runRead } from '../../../src/cli/read.ts';
import { between } from './statements.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-command-'));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function run(args: readonly string[], input?: string): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const code = await runRead(args, {
    ...(input === undefined
      ? {}
      : {
          stdin: (async function* () {
            yield new TextEncoder().encode(input);
          })(),
        }),
    stdout: { write: (text) => void (written.out += text) },
    stderr: { write: (text) => void (written.err += text) },
  });
  return { code, ...written };
}

describe('read', () => {
  const text = between('The two sides agreed to establish a hotline.');

  it('prints proposals with the quoted words and the reason', async () => {
    const { code, out, err } = await run([file('a.txt', text)]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /Undertakings \(1\)\n {2}“The two sides agreed to establish a hotline”.*\n.*kind: establish-mechanism.*\n.*why: /u,
    );
  });

  it('prints one JSON object, from standard input as from a file', async () => {
    const [one, other] = [await run(['-', '--json'], text), await run([file('b.txt', text), '--json'])];
    expect(one.out).toBe(other.out);
    expect(JSON.parse(one.out)).toMatchObject({
      synthetic: false,
      lang: 'en',
      commitments: [{ kind: 'establish-mechanism', responsible: 'both', status: 'agreed' }],
    });
  });

  it('keeps offsets into the text as it is, a byte order mark included', async () => {
    const marked = `\ufeff${text}`;
    const { out } = await run([file('bom.txt', marked), '--json']);
    const { start, end } = JSON.parse(out).commitments[0];
    expect(marked.slice(start, end)).toBe('The two sides agreed to establish a hotline');
  });

  it.each([
    ['an empty text', () => [file('empty.txt', ' \n')], /empty/u],
    ['NUL bytes', () => [file('nul.txt', 'a\0b')], /NUL/u],
    ['bytes that are not UTF-8', () => [file('latin.txt', Uint8Array.of(0xc3, 0x28))], /UTF-8/u],
    ['a huge file', () => [file('huge.txt', 'x'.repeat(700_000))], /200000 characters/u],
    ['a long text', () => [file('long.txt', 'x '.repeat(150_000))], /characters/u],
    ['a folder', () => [folder], /folder/u],
    ['a missing file', () => [join(folder, 'none.txt')], /no file/u],
    ['no file', () => [], /usage/u],
    ['an unknown option', () => ['x.txt', '--model'], /usage/u],
  ])('refuses %s with one line', async (_case, args, message) => {
    const { code, out, err } = await run(args());
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
