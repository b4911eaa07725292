import { describe, expect, test } from 'vitest';
import type { Cited, ReviewSentence } from '#contract/review.ts';
import type { Block, DocumentData } from '#documents/model.ts';
import { numbered } from '#modules/review/documents/cited.ts';
import { byTheme, reviewDocument } from '#modules/review/documents/content.ts';
import { WORDS } from '#modules/review/documents/words.ts';

const cite = (name: string): Cited => ({ ref: `step--${name}`, modified: '2031-01-01T00:00:00.000Z', c: name });
const said = (n: number, more: Partial<ReviewSentence> = {}): ReviewSentence => ({
  section: 'under-way',
  says: 'under-way',
  texts: { en: `Sentence ${n}.`, ur: `جملہ ${n}۔` },
  evidence: [],
  ...more,
});
const document = (sentences: readonly ReviewSentence[], language: 'en' | 'zh-Hans' | 'ur' = 'en'): DocumentData =>
  reviewDocument({
    language,
    parties: ['A', 'B'],
    party: (id) => `Party ${id}`,
    themes: { training: { en: 'Training' }, protection: { en: 'Protection' } },
    marking: { tlp: 'amber', more: [] },
    from: '2031-01-01',
    until: '2031-12-31',
    edition: 'restricted',
    title: { en: 'Review' },
    sentences,
    reference: 'review--x',
  });
const blocksOf = (data: DocumentData, name: string): readonly Block[] =>
  data.sections.find((section) => section.name === name)?.blocks ?? [];

describe('A review as a document', () => {
  test('gives each sentence the numbers of its evidence, or says that there is none', () => {
    const data = document([said(1, { evidence: [cite('a'), cite('b')] }), said(2), said(3, { evidence: [cite('b')] })]);
    const [table] = blocksOf(data, 'under-way');
    expect(table).toMatchObject({
      rows: [
        [{ text: '1' }, { text: 'Sentence 1.' }, { text: '1, 2', as: 'reference' }],
        [{ text: '2' }, { text: 'Sentence 2.' }, { text: 'no evidence supplied', as: 'strong' }],
        [{ text: '3' }, { text: 'Sentence 3.' }, { text: '2', as: 'reference' }],
      ],
    });
    expect(blocksOf(data, 'evidence')).toMatchObject([
      {
        rows: [
          [{ text: '1' }, { text: 'step--a' }, {}, { text: 'a' }],
          [{ text: '2' }, { text: 'step--b' }, {}, {}],
        ],
      },
    ]);
  });

  test('says in another language what is not in its own, and that it is', () => {
    const [table] = blocksOf(document([said(1)], 'zh-Hans'), 'under-way');
    expect(table).toMatchObject({ rows: [[{}, { text: 'Sentence 1.', language: 'en' }, { text: '未提供依据' }]] });
  });

  test('is read by theme where it is long, in the order of the accord, and by none where it is short', () => {
    const themes = ['protection', 'training', undefined, 'protection'];
    const many = Array.from({ length: 12 }, (_, n) =>
      said(n, themes[n % 4] === undefined ? {} : { theme: themes[n % 4]! }),
    );
    const headings = (data: DocumentData) =>
      blocksOf(data, 'under-way').flatMap((one) => (one.block === 'heading' ? [one.text] : []));
    expect(headings(document(many))).toEqual([
      { text: 'Training', language: 'en' },
      { text: 'Protection', language: 'en' },
      'Without a theme',
    ]);
    expect(headings(document(many.slice(0, 4)))).toEqual([]);
    expect(byTheme(many, ['training']).map(({ sentences }) => sentences.length)).toEqual([3, 6, 3]);
  });

  test('writes runs of numbers short', () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map(cite);
    const { refer } = numbered([all], WORDS.en);
    expect(refer([all[4]!, all[0]!, all[1]!, all[2]!])).toEqual({ text: '1–3, 5', as: 'reference' });
  });
});
