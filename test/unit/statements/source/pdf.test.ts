import { describe, expect, it } from 'vitest';
import { textOf } from '#modules/statements/source/text-of.ts';
import { column, pdfOf } from '../../../support/source-files.ts';

const LINES = [
  'The two sides agreed to establish a working group on border mana-',
  'gement, which meets every six months, and to exchange information',
  'on networks that move people across the border against payment.',
];
const JOINED =
  'The two sides agreed to establish a working group on border management, which meets every six months, and to exchange information on networks that move people across the border against payment.';

describe('a PDF', () => {
  it('gives its paragraphs on one line each, with words that were divided put together', async () => {
    const page = [
      ...column(['Joint statement'], { size: 18 }),
      ...column(LINES, { y: 720 }),
      ...column(['They will meet again in spring.'], { y: 650 }),
    ];
    expect(await textOf(pdfOf([page], { title: 'Joint statement' }))).toEqual({
      type: 'pdf',
      title: 'Joint statement',
      text: `Joint statement\n\n${JOINED}\n\nThey will meet again in spring.`,
      warnings: [],
    });
  });

  it('keeps a hyphen that is the word’s own', async () => {
    const text = async (...lines: string[]) => (await textOf(pdfOf([column(lines)]))).text;
    expect(await text('They stressed the need for stronger counter-', 'terrorism work.')).toContain(
      'counter-terrorism',
    );
    expect(await text('A cease-fire was agreed. The sides welcome the cease-', 'fire line.')).toContain(
      'the cease-fire',
    );
  });

  it('leaves out running lines and the numbers of pages, and joins a sentence over two pages', async () => {
    const page = (n: number, lines: string[]) => [
      ...column(['Office of the Spokesperson'], { y: 810, size: 9 }),
      ...column(lines),
      ...column([`Page ${n} of 3`], { y: 30, size: 9 }),
    ];
    const pages = [
      page(1, ['First the sides spoke about their border and the police posts']),
      page(2, ['along it. Then they agreed to train thirty officers each year in']),
      page(3, ['both capitals.']),
    ];
    expect((await textOf(pdfOf(pages))).text).toBe(
      'First the sides spoke about their border and the police posts along it. Then they agreed to train thirty officers each year in both capitals.',
    );
  });

  it('leaves out the number of a page that is alone', async () => {
    const pages = [[...column(LINES), ...column(['- 1 -'], { y: 30 })]];
    expect((await textOf(pdfOf(pages))).text).toBe(JOINED);
    // It is not every number: this one ends a list of them.
    expect((await textOf(pdfOf([column(['Years of the meetings:', '2029', '2030.'])]))).text).toContain('2030.');
  });

  it('reads columns one after the other, under a title across the page', async () => {
    const left = Array.from({ length: 6 }, (_, i) => `left line number ${i} of some length`);
    const right = left.map((line) => line.replace('left', 'right'));
    const page = [
      ...column(['A title that goes across the whole page of two columns here'], { size: 18, y: 790 }),
      // Drawn line by line, as some programs do.
      ...left.flatMap((line, i) => [
        ...column([line], { y: 740 - i * 14 }),
        ...column([right[i]!], { x: 320, y: 740 - i * 14 }),
      ]),
    ];
    const { text } = await textOf(pdfOf([page]));
    expect(text.indexOf('right line number 0')).toBeGreaterThan(text.indexOf('left line number 5'));
    expect(text).toMatch(/^A title/u);
  });

  it('reads a page that lies on its side, and not what is stamped across one', async () => {
    const side = LINES.map((text, i) => ({ text, x: 100 + i * 14, y: 72, turns: 1 }));
    expect((await textOf(pdfOf([side]))).text).toBe(JOINED);
    const stamp = { text: 'DRAFT', x: 200, y: 400, size: 60, turns: 0.5 };
    expect((await textOf(pdfOf([[...column(LINES), stamp]]))).text).toBe(JOINED);
  });

  it('keeps items of a list apart', async () => {
    const page = column(['They agreed:', '1. to meet every year;', '2. to open a line for', 'urgent calls.'], {
      step: 14,
    });
    expect((await textOf(pdfOf([page]))).text).toBe(
      'They agreed:\n\n1. to meet every year;\n\n2. to open a line for urgent calls.',
    );
  });

  it('reads Chinese in a font that the file only names, and joins its lines without a space', async () => {
    const page = column(['双方同意建立执法合作机制，', '每年举行一次会议。'], { size: 12, step: 18 });
    expect((await textOf(pdfOf([page]))).text).toBe('双方同意建立执法合作机制，每年举行一次会议。');
  });

  it('says which pages have no text', async () => {
    const { warnings } = await textOf(pdfOf([column(['Some words stand here.']), [], column(['And here.'])]));
    expect(warnings).toEqual([{ code: 'pages-without-text', detail: '2' }]);
  });

  it.each([
    ['of pictures', pdfOf([[], []], { isPicture: true }), 'unsupported-type', /pictures/u],
    ['with a password', pdfOf([column(['a'])], { encrypted: true }), 'unsupported-type', /password/u],
    ['that is only begun', new Uint8Array(Buffer.from('%PDF-1.7\n')), 'bad-input', /damaged/u],
    ['of too many pages', pdfOf(Array.from({ length: 401 }, () => [])), 'too-large', /pages/u],
  ])('is refused %s', async (_, bytes, code, message) => {
    await expect(textOf(bytes)).rejects.toMatchObject({
      name: 'Failure',
      code,
      message: expect.stringMatching(message),
    });
  });
});
