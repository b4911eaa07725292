import { describe, expect, it } from 'vitest';
import { scoreLineage, scorePairs, summariseLists } from '#modules/statements/score/score-pairs.ts';

const TEXT = 'Alveria agreed to train ten officers. Brennland will share data with Alveria.';
const COMMITMENTS = [
  { start: 0, end: 36 },
  { start: 38, end: 77 },
];
const labels = () => ({ text: TEXT, commitments: COMMITMENTS });
const [first, second] = COMMITMENTS as [{ start: number; end: number }, { start: number; end: number }];
const PAIRS = {
  a: 'a.txt',
  b: 'b.txt',
  matches: [{ a: 0, b: 1, differs: ['due', 'status'] }],
  only_a: [1],
  only_b: [0],
};
const RIGHT = { matches: [{ a: first, b: second, differs: ['status', 'due'] }], only_a: [second], only_b: [first] };
const f1 = (guess: Parameters<typeof scorePairs>[2]): number | null =>
  summariseLists('pairs', [scorePairs(labels, PAIRS, guess)]).all.f1;

describe('the score of pairs', () => {
  it('is full for the labels as spans, nothing for nothing', () => {
    expect(f1(RIGHT)).toBe(1);
    expect(f1({ matches: [], only_a: [], only_b: [] })).toBe(0);
    expect(scorePairs(labels, PAIRS, RIGHT).exact).toEqual({ ok: 1, n: 1 });
  });

  it('asks that a match is right at both ends', () => {
    expect(
      scorePairs(labels, PAIRS, { ...RIGHT, matches: [{ a: first, b: first, differs: [] }] }).counts['matches'],
    ).toEqual({ gold: 1, pred: 1, tp: 0 });
  });

  it('takes a span that covers enough of the words, and one prediction for one label', () => {
    const near = { start: 0, end: 20 };
    expect(
      scorePairs(labels, PAIRS, { ...RIGHT, only_b: [near, first, { start: 40, end: 40 }] }).counts['only_b'],
    ).toEqual({ gold: 1, pred: 3, tp: 1 });
  });

  it('tells attributes that were missed from those said in vain', () => {
    const { flags, exact } = scorePairs(labels, PAIRS, {
      ...RIGHT,
      matches: [{ a: first, b: second, differs: ['due', 'kind'] }],
    });
    expect(exact).toEqual({ ok: 0, n: 1 });
    expect(flags).toMatchObject({
      due: { gold: 1, pred: 1, tp: 1 },
      status: { gold: 1, pred: 0, tp: 0 },
      kind: { gold: 0, pred: 1, tp: 0 },
    });
  });
});

describe('the score of a line', () => {
  const at = (file: string, index: number) => ({ file, index });
  const place = (file: string, span: { start: number; end: number }) => ({ file: `/some/where/${file}`, ...span });
  const GOLD = {
    files: ['a.txt', 'b.txt'],
    links: [{ from: at('a.txt', 0), to: at('b.txt', 0), relation: 'expanded' }],
    new: [at('b.txt', 1)],
    dropped: [at('a.txt', 1)],
  };
  it('counts links, fates and relations, files by their names', () => {
    const guess = {
      links: [{ from: place('a.txt', first), to: place('b.txt', first), relation: 'reaffirmed' }],
      new: [place('b.txt', second)],
      fulfilled: [place('a.txt', second)],
      dropped: [],
    };
    const { counts, exact, relations } = scoreLineage(labels, GOLD, guess);
    expect(counts).toEqual({
      links: { gold: 1, pred: 1, tp: 1 },
      new: { gold: 1, pred: 1, tp: 1 },
      fulfilled: { gold: 0, pred: 1, tp: 0 },
      dropped: { gold: 1, pred: 0, tp: 0 },
    });
    expect([exact, relations['expanded']]).toEqual([
      { ok: 0, n: 1 },
      { ok: 0, n: 1 },
    ]);
  });

  it('refuses labels that number what is not there', () => {
    const links = [{ from: at('a.txt', 7), to: at('b.txt', 0), relation: 'expanded' }];
    const guess = {
      links: [{ from: place('a.txt', first), to: place('b.txt', first), relation: '' }],
      new: [],
      fulfilled: [],
      dropped: [],
    };
    expect(() => scoreLineage(labels, { ...GOLD, links }, guess)).toThrow('no commitment 7');
  });
});
