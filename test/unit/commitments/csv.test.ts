import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asText, asWritten } from '#modules/commitments/csv/formula.ts';
import { readTable } from '#modules/commitments/csv/read-table.ts';

const read = (text: string) => readTable(new TextEncoder().encode(text));

describe('Cells', () => {
  it('that a spreadsheet would compute begin with an apostrophe, and are what they were when they come back', () => {
    for (const cell of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', "'=1", "''-1"])
      expect(asText(cell)).toBe(`'${cell}`);
    for (const cell of ['', 'A = B', "it's", '2026-02', "'quoted'"]) expect(asText(cell)).toBe(cell);
    const cell = fc.string({ unit: fc.constantFrom("'", '=', '-', '+', '@', 'a', ' ', '\t'), maxLength: 6 });
    fc.assert(fc.property(cell, (text) => asWritten(asText(text)) === text));
  });
});

describe('A table', () => {
  it('is read with a byte order mark, other separators and any order of its columns', async () => {
    for (const mark of [',', ';', '\t']) {
      const { columns, rows } = await read(['\ufeffTitle', 'id\r\n"A', ' ""b"""', 'x\r\n'].join(mark));
      expect(columns).toEqual(['title', 'id']);
      expect(rows.map(({ cells }) => cells.get('title'))).toEqual([`A${mark} "b"`]);
    }
  });

  it('says in which line a row begins, whatever lines its cells hold, and passes over empty ones', async () => {
    const { rows } = await read('title,due\n"one\nand more",2026\n\n,\ntwo,2027,extra\n');
    expect(rows.map(({ line, extra, cells }) => [line, extra, cells.get('title')])).toEqual([
      [2, 0, 'one\nand more'],
      [6, 1, 'two'],
    ]);
  });

  it('is refused whole where it is none', async () => {
    for (const [text, why] of [
      ['', /empty/],
      ['due\n2026\n', /"id" or "title"/],
      ['title,title\nA,B\n', /there twice/],
      ['title,wage\nA,1\n', /no column "wage"/],
      ['title\n"A\n', /CSV/],
      ['title\n"A" b\n', /CSV.*line 2/],
    ] as const)
      await expect(read(text), text).rejects.toThrow(why);
    await expect(readTable(Buffer.from('title\nA\0\n'))).rejects.toThrow(/U\+0000/);
    await expect(readTable(Buffer.from('title\nCaf\xe9\n', 'latin1'))).rejects.toThrow(/UTF-8/);
    await expect(readTable(Buffer.from('\ufefftitle\nA\n', 'utf16le'))).rejects.toThrow(/UTF-16/);
  });
});
