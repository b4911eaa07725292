import { describe, expect, test } from 'vitest';
import { agreedReadouts } from '#modules/statements/compare/agreed.ts';
import { countsDiffer } from '#modules/statements/compare/counts-differ.ts';
import { pairReadouts } from '#modules/statements/compare/pair.ts';
import { settled } from '#modules/statements/compare/settled.ts';
import { PARTIES, readoutOf, wordsIn } from '../../../support/readouts.ts';

const a = readoutOf([
  { words: 'The sides agreed to open a joint hotline against online fraud', kind: 'establish-mechanism' },
  { words: 'The sides agreed to train forty police officers', kind: 'training' },
]);
const b = readoutOf([
  { words: 'Both agreed to open a joint hotline against online fraud', kind: 'establish-mechanism', due: '2031-06' },
  { words: 'Both agreed to celebrate the anniversary', kind: 'event-attendance' },
]);
const pairs = pairReadouts(a, b);
const [hotline, training] = a.reading.commitments;
const [theirs, feast] = b.reading.commitments;
const shapeOf = (rows: ReturnType<typeof settled>) =>
  rows.map((row) => [row.a && wordsIn(a, row.a).slice(-8), row.b && wordsIn(b, row.b).slice(-8), [...row.differs]]);

describe('What officers decided on a comparison', () => {
  test('is nothing: the comparison stands', () => {
    expect(shapeOf(settled(pairs, [a, b], []))).toEqual([
      ['ne fraud', 'ne fraud', ['due']],
      ['officers', undefined, []],
      [undefined, 'iversary', []],
    ]);
  });
  test('parts what the comparison laid together', () => {
    const rows = settled(pairs, [a, b], [{ a: hotline!, b: theirs!, isOne: false }]);
    expect(rows.filter((row) => row.a && row.b)).toEqual([]);
    expect(rows).toHaveLength(4);
  });
  test('says in what the two differ', () => {
    const rows = settled(pairs, [a, b], [{ a: hotline!, b: theirs!, isOne: true, differs: ['status'] }]);
    expect(rows[0]).toMatchObject({ differs: ['status'] });
  });
  test('lays together what the comparison left apart', () => {
    const rows = settled(pairs, [a, b], [{ a: training!, b: feast!, isOne: true }]);
    expect(shapeOf(rows)).toEqual([
      ['ne fraud', 'ne fraud', ['due']],
      ['officers', 'iversary', ['kind']],
    ]);
  });
});

test('counts differ where one side says another number, and dates are none', () => {
  const one = readoutOf([{ words: 'train forty officers by 30 June 2031' }, { words: 'train forty officers' }]);
  const other = readoutOf([{ words: '培训四十名警官' }, { words: '培训六十名警官' }], { lang: 'zh' });
  const [x, y] = one.reading.commitments;
  const [p, q] = other.reading.commitments;
  expect(
    countsDiffer(one, other, [
      [x!, p!],
      [y!, q!],
    ]),
  ).toEqual([false, true]);
});

test('what a meeting recorded is laid beside an account in the language of the account, else in its own', () => {
  const agreed = [
    { titles: { en: 'Write a manual', 'zh-Hans': '编写手册' } },
    { titles: '开通热线', commitment: { kind: 'other', responsible: 'A', status: 'agreed', due: '2031' } as const },
    { titles: { ur: 'تربیت' } },
  ];
  const made = agreedReadouts(agreed, 'en', PARTIES);
  expect(made.map(({ readout, of }) => [readout.reading.lang, readout.text.trim(), of])).toEqual([
    ['en', 'Write a manual', [0]],
    ['zh', '开通热线', [1]],
    ['ur', 'تربیت', [2]],
  ]);
  expect(made[1]!.readout.reading.commitments).toMatchObject([{ responsible: 'A', due: '2031', start: 0, end: 4 }]);
  expect(agreedReadouts(agreed, 'zh', PARTIES)[0]!.readout.text).toBe('编写手册\n\n开通热线\n\n');
});
