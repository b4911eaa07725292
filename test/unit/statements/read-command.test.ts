import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runRead } from '../../../src/cli/read.ts';
import { column, docxOf, paragraph, pdfOf } from '../../support/source-files.ts';
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

  it('reads a page, a Word document, a PDF or a text in UTF-16, and adds the text that offsets are into', async () => {
    const sentence = 'The two sides agreed to establish a hotline.';
    const page = `<!doctype html><nav><a href="/">Home</a></nav><main><h1>Talks</h1><p>${text}</p></main>`;
    for (const path of [
      file('a.html', page),
      file('b.docx', docxOf(paragraph(text))),
      file('c.pdf', pdfOf([column(text.match(/.{1,70}(?:\s|$)/gu) ?? [])])),
      file('d.txt', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))),
    ]) {
      const { code, out, err } = await run([path, '--json']);
      expect([code, err], path).toEqual([0, '']);
      const reading = JSON.parse(out) as { text: string; commitments: { start: number; end: number }[] };
      const { start, end } = reading.commitments[0]!;
      expect(reading.text.slice(start, end), path).toBe(sentence.slice(0, -1));
    }
    const marked = await run([file('e.txt', `<p>${text}</p>`), '--json']);
    expect(JSON.parse(marked.out)).not.toHaveProperty('text');
  });

  it.each([
    ['an empty text', () => [file('empty.txt', ' \n')], /empty/u],
    ['NUL bytes', () => [file('nul.txt', 'a\0b')], /NUL/u],
    ['bytes that are not UTF-8', () => [file('latin.txt', Uint8Array.of(0xc3, 0x28))], /UTF-8/u],
    ['a huge file', () => [file('huge.txt', 'x'.repeat(700_000))], /200000 characters/u],
    ['a long text', () => [file('long.txt', 'x '.repeat(150_000))], /characters/u],
    ['a picture of a page', () => [file('scan.pdf', pdfOf([[]], { isPicture: true }))], /pictures/u],
    ['half a Word document', () => [file('half.docx', docxOf(paragraph('a')).subarray(0, 200))], /damaged/u],
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
