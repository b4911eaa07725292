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

describe('read --with and --since', () => {
  const one = between(
    'The two sides agreed to establish a hotline by May 2031. Alveria will train forty Brennish officers.',
  );
  const other = between('They exchanged views on establishing a hotline. Alveria will train forty Brennish officers.');
  const later = between('The two sides agreed that the hotline will be established by July 2031.').replace(
    '4 March 2031',
    '9 June 2031',
  );
  const latest = between('Alveria will share data on drugs with Brennland.').replace('4 March 2031', '9 August 2031');

  it('lay two texts side by side, by spans into each', async () => {
    const { code, out } = await run([file('one.txt', one), '--with', file('other.txt', other), '--json']);
    const pairs = JSON.parse(out);
    expect([code, Object.keys(pairs), pairs.a, pairs.b]).toEqual([
      0,
      ['a', 'b', 'matches', 'only_a', 'only_b'],
      'one.txt',
      'other.txt',
    ]);
    expect(
      pairs.matches.map(({ a, b, differs }: { a: Span; b: Span; differs: string[] }) => [
        one.slice(a.start, a.end),
        other.slice(b.start, b.end),
        differs,
      ]),
    ).toEqual([
      [
        'The two sides agreed to establish a hotline by May 2031',
        expect.stringContaining('a hotline'),
        ['due', 'status'],
      ],
      ['Alveria will train forty Brennish officers', 'Alveria will train forty Brennish officers', []],
    ]);
  });

  it('tell a person the same in words', async () => {
    const { out } = await run([file('one.txt', one), '--with', file('other.txt', other)]);
    expect(out).toMatch(/Sides: Alveria = Alveria/u);
    expect(out).toMatch(/In both \(1\)[\s\S]*told differently \(1\)[\s\S]*due: 2031-05 \/ not said[\s\S]*why: /u);
  });

  it('follow undertakings over time, the oldest first however they are given', async () => {
    const [a, b, c] = [file('s1.txt', one), file('s2.txt', later), file('s3.txt', latest)];
    const { out } = await run([c, '--since', a, '--since', b, '--json']);
    const line = JSON.parse(out);
    expect(line.files).toEqual(['s1.txt', 's2.txt', 's3.txt']);
    expect(line.links).toMatchObject([{ from: { file: 's1.txt' }, to: { file: 's2.txt' }, relation: 'superseded' }]);
    expect([line.new.length, line.fulfilled, line.dropped.length]).toEqual([1, [], 2]);
    expect((await run([c, '--since', b, '--since', a, '--json'])).out).toBe(out);
    expect((await run([c, '--since', a, '--since', b])).out).toMatch(
      /superseded[\s\S]*New \(1\)[\s\S]*Not taken up again \(2\)/u,
    );
  });

  it.each([
    [
      'both at once',
      () => [file('one.txt', one), '--with', file('other.txt', other), '--since', file('s1.txt', one)],
      /usage/u,
    ],
    ['a file that is not there', () => [file('one.txt', one), '--with', join(folder, 'none.txt')], /no file/u],
    [
      'two files of one name',
      () => [file('s1.txt', one), '--since', file('s1.txt', one)],
      /two of the files are called s1\.txt/u,
    ],
    [
      'too many',
      () => [file('s1.txt', one), ...Array.from({ length: 20 }, () => ['--since', file('s2.txt', later)]).flat()],
      /up to 20/u,
    ],
    ['--with without a file', () => [file('one.txt', one), '--with'], /usage/u],
  ])('refuse %s with one line', async (_case, args, message) => {
    const { code, out, err } = await run(args());
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

type Span = { readonly start: number; readonly end: number };
