import { describe, expect, it } from 'vitest';
import { readPage } from '#modules/statements/read/blocks.ts';
import { maskText } from '#modules/statements/read/mask.ts';

const rolesOf = (text: string): string[] => readPage(text).blocks.map((block) => block.role);

describe('text and boilerplate', () => {
  it('keeps every offset when it blanks markup', () => {
    const text = 'A <b>bold</b>&nbsp;claim \\_ https://example.org/x \u200bhere';
    expect(maskText(text)).toHaveLength(text.length);
    expect(maskText(text).replace(/\s+/gu, ' ')).toBe('A bold claim here');
  });

  it('takes date and title from front matter', () => {
    const page = readPage('---\ndate: \'2031-03-04\'\ntitle: "Meeting of the\\_Group"\n---\n\nThe two sides met.\n');
    expect(page.frontDate).toBe('2031-03-04');
    expect(page.blocks.map(({ role, text }) => [role, text.replace(/\s+/gu, ' ')])).toEqual([
      ['title', 'Meeting of the Group'],
      ['body', 'The two sides met.'],
    ]);
  });

  it('joins lines that were wrapped and leaves paragraphs of one line alone', () => {
    const wrapped =
      'The ministers of the two countries agreed to establish a joint\nworking group that will look into the matter of the border and\nthe river.';
    expect(readPage(wrapped).blocks).toHaveLength(1);
    const long = `${'The two sides spoke of many things and of more. '.repeat(4)}\n${'They agreed. '.repeat(12)}`;
    expect(readPage(long).blocks).toHaveLength(2);
  });

  it('sets apart captions, datelines, lists, teasers and footers', () => {
    expect(
      rolesOf(
        'Talks held\nSorrel, 4 March 2031\nThe ministers met.\n- to share data;\n(Newswire/A. Lens)\nRelated Stories\n- Alveria agreed to buy trains\nCopyright 2031',
      ),
    ).toEqual(['title', 'dateline', 'body', 'list', 'caption', 'boilerplate', 'boilerplate', 'boilerplate']);
  });
});
