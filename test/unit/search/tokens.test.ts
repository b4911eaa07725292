import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '#kernel/search/fold.ts';
import { piecesOf, termsOf, tokensOf } from '#kernel/search/tokens.ts';
import { processorTime } from '../../support/processor-time.ts';

const tokens = (text: string) => [...tokensOf([text])];
const asked = (query: string) => termsOf(query).map(({ token, isPrefix }) => (isPrefix ? `${token}*` : token));

describe('a word is found however it was written', () => {
  test.each([
    ['Café', 'cafe'],
    ['STRASSE', 'straße'],
    ['Łódź', 'lodz'],
    ['ﬁle', 'file'],
    ['ＡＢＣ１２', 'abc12'],
    ['ΣΊΣΥΦΟΣ', 'σισυφος'],
    ['معلومات', 'مَعلُومات'],
    ['پاكستاني', 'پاکستانی'],
    ['هم', 'ہم'],
    ['ھم', 'ہم'],
    ['علماء', 'علما'],
    ['۱۲۳', '123'],
    ['١٢٣', '123'],
    ['٩', '9'],
    ['می‌روم', 'میروم'],
    ['ســلام', 'سلام'],
  ])('%s is %s', (one, other) => expect(fold(one)).toBe(fold(other)));

  test('folding twice changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)));
  });
});

test('a text is its words', () => {
  expect(tokens("The partner's report, of Lahore!")).toEqual(['the', 'partner', 's', 'report', 'of', 'lahore']);
});

test('Chinese is its characters and their pairs, also beside letters', () => {
  expect(tokens('合作机制')).toEqual(['合', '作', '合作', '机', '作机', '制', '机制']);
  expect(tokens('B组合作')).toEqual(['b', '组', '合', '组合', '作', '合作']);
});

test('a reference number is one word, beside the words in it', () => {
  expect(tokens('see JWG/2026/14')).toEqual(['see', 'jwg/2026/14', 'jwg', '2026', '14']);
  expect(tokens('and/or')).toEqual(['and', 'or']);
});

describe('a query', () => {
  test('asks for all its words, the last one as far as it is typed', () => {
    expect(asked('Joint repo')).toEqual(['joint', 'repo*']);
    expect(asked('Joint repo ')).toEqual(['joint', 'repo']);
    expect(asked('joint joint')).toEqual(['joint']);
  });
  test('asks for a reference as a whole', () => expect(asked('JWG/2026/1')).toEqual(['jwg/2026/1*']));
  test('asks for Chinese by pairs, for one character by itself', () => {
    expect(asked('合作机')).toEqual(['合作', '作机']);
    expect(asked('合')).toEqual(['合']);
  });
  test('of nothing asks for nothing', () => expect(asked(' ,.!  ')).toEqual([]));
});

test('what a text says is found by each of its own words, and each piece stands where it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const all = tokensOf([text]);
      for (const { token, start, end } of piecesOf(text)) {
        expect(all.has(token)).toBe(true);
        expect(fold(text.slice(start, end))).toContain(String.fromCodePoint(token.codePointAt(0)!));
      }
      for (const { token } of termsOf(`${text.slice(0, 40)} `))
        if (text.length <= 40) expect(all.has(token)).toBe(true);
    }),
  );
});

test('no token holds what a query language would obey', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => ![...tokensOf([text])].some((token) => /[\s'"\\&|!:*()<>=]/u.test(token)),
    ),
  );
});

test('a long text is read in time linear to it', () => {
  const long = ['ab-1/'.repeat(40_000), 'x'.repeat(200_000), '合'.repeat(200_000)];
  expect(processorTime(() => tokensOf(long))).toBeLessThan(3_000);
});
