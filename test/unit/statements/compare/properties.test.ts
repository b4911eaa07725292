import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineageOf } from '#modules/statements/compare/lineage.ts';
import { MOST_COMPARED, pairReadouts } from '#modules/statements/compare/pair.ts';
import { readAndFollow, readAndPair } from '#modules/statements/compare/read-and-compare.ts';
import { readoutOf, type Undertaking } from '../../../support/readouts.ts';

const WORDS = [
  'The two sides',
  'Alveria',
  'agreed to',
  'will',
  'share',
  'data',
  'train',
  'forty',
  'officers',
  'on drugs',
  'by May 2031',
  'open',
  'a hotline',
  'every month',
  'meet',
  'exchanged views on',
  'had been',
  'completed',
  'Sorrel',
  '双方',
  '同意',
  '共享',
  '情报',
  '四十名',
  '塔尔斯克',
  'دونوں',
  'تربیت',
  'معلومات',
  'چالیس',
  '\u200f',
  '(',
  '“',
  '\n',
  '.',
];
const words = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...WORDS) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((parts) => parts.join(' '));
const undertaking: fc.Arbitrary<Undertaking> = fc.record(
  {
    words,
    kind: fc.constantFrom('training', 'information-sharing', 'establish-mechanism', 'recurring-meeting', 'other'),
    responsible: fc.constantFrom('A', 'B', 'both'),
    status: fc.constantFrom('agreed', 'announced', 'requested', 'proposed'),
    due: fc.constantFrom('2031-05', '2031-06-30'),
    recurrence: fc.constantFrom('monthly', 'every three months'),
  },
  { requiredKeys: ['words', 'kind', 'responsible', 'status'] },
);
const parties = fc.constantFrom(
  { A: ['Alveria'], B: ['Brennland'] },
  { A: ['Brennland'], B: ['Alveria'] },
  { A: ['Xul'] },
  {},
  { A: ['Chile'], B: ['Peru'], C: ['Japan'] },
);
const readout = fc
  .tuple(
    fc.array(fc.oneof(undertaking, words), { maxLength: 7 }),
    parties,
    fc.constantFrom('en' as const, 'zh' as const, 'ur' as const),
  )
  .map(([sentences, sides, lang]) => readoutOf(sentences, { parties: sides, lang }));

const key = ({ start, end }: { start: number; end: number }): string => `${start}-${end}`;

describe('every two readouts', () => {
  it('are laid side by side the same way from either side, and the same way twice', () => {
    fc.assert(
      fc.property(readout, readout, (a, b) => {
        const [one, other] = [pairReadouts(a, b), pairReadouts(b, a)];
        expect(pairReadouts(a, b)).toEqual(one);
        expect(other.only_b).toEqual(one.only_a);
        expect(other.only_a).toEqual(one.only_b);
        const mirrored = other.matches.map((match) => ({ a: match.b, b: match.a, differs: match.differs }));
        expect(new Set(mirrored.map((match) => JSON.stringify(match)))).toEqual(
          new Set(one.matches.map((match) => JSON.stringify({ a: match.a, b: match.b, differs: match.differs }))),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('keep every undertaking, each in one place, inside its text', () => {
    fc.assert(
      fc.property(readout, readout, (a, b) => {
        const pairs = pairReadouts(a, b);
        for (const [side, text, only] of [
          ['a', a, pairs.only_a],
          ['b', b, pairs.only_b],
        ] as const) {
          const strong = pairs.matches.map((match) => match[side]).filter(({ weak }) => !weak);
          expect([...strong, ...only].map(key).sort()).toEqual(text.reading.commitments.map(key).sort());
          for (const { start, end } of pairs.matches.map((match) => match[side]))
            expect(start >= 0 && start < end && end <= text.text.length).toBe(true);
          expect(
            pairs.matches.filter((match) => match[side].weak).every((match) => !match[side === 'a' ? 'b' : 'a'].weak),
          ).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('every line of statements', () => {
  it('gives each undertaking one fate, each link a later end, and the same twice', () => {
    fc.assert(
      fc.property(fc.array(readout, { minLength: 1, maxLength: 4 }), (readouts) => {
        const statements = readouts.map((one, n) => ({ ...one, name: `s${n}` }));
        const line = lineageOf(statements);
        expect(lineageOf(statements)).toEqual(line);
        const at = (place: { file: string; start: number; end: number }): string => `${place.file}:${key(place)}`;
        const place = (name: string): number => statements.findIndex((one) => one.name === name);
        expect(line.links.every(({ from, to }) => place(from.file) < place(to.file))).toBe(true);
        const ended = [...line.links.map(({ from }) => from), ...line.fulfilled, ...line.dropped].map(at);
        expect(new Set(ended).size).toBe(ended.length);
        const begun = [...line.links.map(({ to }) => to), ...line.new].map(at);
        expect(new Set(begun).size).toBe(begun.length);
        for (const [n, { name, reading }] of statements.entries())
          for (const record of reading.commitments) {
            const one = at({ file: name, ...record });
            if (n > 0) expect(begun).toContain(one);
            if (n < statements.length - 1) expect(ended).toContain(one);
          }
      }),
      { numRuns: 100 },
    );
  });
});

// Anything that grows faster than the number of pairs would need minutes for these.
describe('hostile texts', () => {
  const same = 'The two sides agreed to share data on drug trafficking and terrorism';
  it.each([
    ['all alike', () => ({ words: same, kind: 'information-sharing' }) as const],
    [
      'each with its number',
      (n: number) => ({ words: `${same} in case ${n + 3}`, kind: 'information-sharing' }) as const,
    ],
    ['without an end', (n: number) => ({ words: `${'and '.repeat(300)}${n}`, kind: 'other' }) as const],
  ])('of hundreds of undertakings %s are compared and followed in bounded time', (_case, of) => {
    const many = readoutOf(Array.from({ length: 500 }, (_, n) => of(n)));
    expect(MOST_COMPARED).toBeGreaterThanOrEqual(500);
    const pairs = pairReadouts(many, many);
    expect(pairs.matches.length + pairs.only_a.length).toBe(500);
    expect(lineageOf(['a', 'b', 'c'].map((name) => ({ name, ...many }))).files).toHaveLength(3);
  });

  it.each([
    'will ',
    'exchanged views, and that ',
    'had been opened; ',
    '双方就热线交换意见，',
    '塔尔斯克',
    'بتایا کہ تبادلہ خیال ',
    'a. ',
    '\n',
    '-\n',
    '(1) ',
  ])('of a long run of %j are looked through in bounded time', (unit) => {
    const many = readoutOf(Array.from({ length: 200 }, () => ({ words: same, kind: 'information-sharing' }) as const));
    const empty = readoutOf([unit.repeat(Math.ceil(150_000 / unit.length))]);
    expect(pairReadouts(many, empty).only_a.length).toBeGreaterThan(0);
    expect(
      lineageOf([
        { name: 'a', ...many },
        { name: 'b', ...empty },
      ]).files,
    ).toEqual(['a', 'b']);
  });

  it('without words give an empty comparison', () => {
    expect(readAndPair(' ', '')).toMatchObject({ pairs: { matches: [], only_a: [], only_b: [] } });
    expect(
      readAndFollow([
        { name: 'a', text: '' },
        { name: 'b', text: '.' },
      ]),
    ).toMatchObject({ lineage: { links: [], new: [] } });
  });
});
