import { describe, expect, it } from 'vitest';
import { MOST_COMPARED, pairReadouts } from '#modules/statements/compare/pair.ts';
import type { Readout } from '#modules/statements/compare/profile.ts';
import { readoutOf, wordsIn } from '../../../support/readouts.ts';

const HOTLINE = {
  words: 'The two sides agreed to open a hotline between their counter-terrorism centres',
  kind: 'establish-mechanism',
} as const;
const COURSE = {
  words: 'Alveria will train forty Brennish investigators',
  kind: 'training',
  responsible: 'A',
  status: 'announced',
} as const;
const SUSPECTS = {
  words: 'Brennland was asked to hand over three suspects',
  kind: 'investigation',
  responsible: 'B',
  status: 'requested',
} as const;

function told(a: Readout, b: Readout) {
  const { matches, only_a, only_b } = pairReadouts(a, b);
  return {
    matches: matches.map((match) => [wordsIn(a, match.a), wordsIn(b, match.b), match.differs.join()]),
    onlyA: only_a.map((span) => wordsIn(a, span)),
    onlyB: only_b.map((span) => wordsIn(b, span)),
  };
}

describe('two accounts of one meeting', () => {
  it('have in common what both tell, in whatever order and words', () => {
    const b = readoutOf([
      { ...COURSE, words: 'Forty investigators of Brennland are to attend courses in Alveria' },
      { ...HOTLINE, words: 'It was decided to set up a direct line between the counter-terrorism centres' },
    ]);
    expect(told(readoutOf([HOTLINE, COURSE, SUSPECTS]), b)).toEqual({
      matches: [
        [HOTLINE.words, 'It was decided to set up a direct line between the counter-terrorism centres', ''],
        [COURSE.words, 'Forty investigators of Brennland are to attend courses in Alveria', ''],
      ],
      onlyA: [SUSPECTS.words],
      onlyB: [],
    });
  });

  it('differ in what one says otherwise or leaves out, and in nothing that is the same in other words', () => {
    const a = readoutOf([
      {
        words: 'The coordinators will meet every three months',
        kind: 'recurring-meeting',
        recurrence: 'every three months',
      },
      { ...HOTLINE, due: '2031-06-30' },
    ]);
    const same = readoutOf([
      { words: 'The coordinators will meet quarterly', kind: 'recurring-meeting', recurrence: 'quarterly' },
    ]);
    const other = readoutOf([
      { words: 'The coordinators will meet twice a year', kind: 'recurring-meeting', recurrence: 'twice a year' },
      { ...HOTLINE, status: 'proposed' },
    ]);
    expect(pairReadouts(a, same).matches.map(({ differs }) => differs)).toEqual([[]]);
    expect(pairReadouts(a, other).matches.map(({ differs }) => differs)).toEqual([['recurrence'], ['due', 'status']]);
  });

  it('know a side under whatever letter, by its names', () => {
    const turned = readoutOf([{ ...COURSE, responsible: 'B' }], { parties: { A: ['Brennland'], B: ['Alveria'] } });
    const wrong = readoutOf([{ ...COURSE, responsible: 'A' }], { parties: { A: ['Brennland'], B: ['Alveria'] } });
    const a = readoutOf([COURSE]);
    expect(pairReadouts(a, turned)).toMatchObject({
      sides: new Map([
        ['A', 'B'],
        ['B', 'A'],
      ]),
      matches: [{ differs: [] }],
    });
    expect(pairReadouts(a, wrong).matches).toMatchObject([{ differs: ['responsible'] }]);
  });

  it('claim nothing of a side that one text does not name', () => {
    const b = readoutOf([{ ...COURSE, responsible: 'A' }], { parties: { A: ['Brennland'] } });
    expect(pairReadouts(readoutOf([COURSE]), b).matches).toMatchObject([{ differs: [] }]);
  });

  it('find the sides by what is undertaken when no name tells', () => {
    const a = readoutOf([COURSE, SUSPECTS], { parties: { A: ['Xul'], B: ['Omm'] } });
    const b = readoutOf(
      [
        { ...COURSE, responsible: 'B' },
        { ...SUSPECTS, responsible: 'A' },
      ],
      { parties: { A: ['Tier'], B: ['Gab'] } },
    );
    expect(pairReadouts(a, b)).toMatchObject({
      sides: new Map([
        ['A', 'B'],
        ['B', 'A'],
      ]),
      matches: [{ differs: [] }, { differs: [] }],
    });
  });

  it('are laid side by side across languages and scripts', () => {
    const zh = readoutOf(
      [
        { words: '双方就反恐中心之间开设热线交换了意见', kind: 'establish-mechanism', status: 'proposed' },
        { words: '阿尔维里亚将为布伦兰培训四十名侦查人员', kind: 'training', responsible: 'B', status: 'announced' },
      ],
      { lang: 'zh', parties: { A: ['布伦兰'], B: ['阿尔维里亚'] } },
    );
    const ur = readoutOf(
      [
        {
          words: 'الویریا چالیس تفتیشی افسران کو تربیت دے گا',
          kind: 'training',
          responsible: 'A',
          status: 'announced',
        },
        { words: 'انسداد دہشت گردی کے مراکز کے درمیان ہاٹ لائن قائم کی جائے گی', kind: 'establish-mechanism' },
      ],
      { lang: 'ur', parties: { A: ['الویریا'], B: ['برینلینڈ'] } },
    );
    const en = readoutOf([HOTLINE, COURSE, SUSPECTS]);
    expect(pairReadouts(en, zh)).toMatchObject({
      sides: new Map([
        ['A', 'B'],
        ['B', 'A'],
      ]),
      only_b: [],
    });
    expect(told(en, zh).matches.map(([words, , differs]) => [words, differs])).toEqual([
      [HOTLINE.words, 'status'],
      [COURSE.words, ''],
    ]);
    expect(told(en, ur).matches.map(([words, , differs]) => [words, differs])).toEqual([
      [HOTLINE.words, ''],
      [COURSE.words, ''],
    ]);
    expect(told(zh, ur).matches).toHaveLength(2);
  });

  it('meet also where one only talks of it, and says so', () => {
    const b = readoutOf([
      'The ministers praised their friendship',
      'They exchanged views on a hotline between the counter-terrorism centres',
    ]);
    expect(pairReadouts(readoutOf([HOTLINE]), b).matches).toMatchObject([
      { b: { status: 'proposed', weak: true }, differs: ['status'] },
    ]);
  });

  it('do not meet in fine words or in what is past', () => {
    const b = readoutOf([
      'The sides stressed the importance of security',
      'A hotline between the counter-terrorism centres was opened in May',
    ]);
    expect(told(readoutOf([HOTLINE]), b)).toEqual({ matches: [], onlyA: [HOTLINE.words], onlyB: [] });
  });

  it('keep two of a kind apart by numbers, dates and names', () => {
    const of = (n: string, words: string) =>
      ({ words: `Alveria will train ${n} ${words}`, kind: 'training', responsible: 'A', status: 'announced' }) as const;
    const a = readoutOf([of('forty', 'customs officers'), of('twelve', 'prosecutors')]);
    const b = readoutOf([of('twelve', 'lawyers'), of('forty', 'officers')]);
    expect(told(a, b).matches.map(([one, other]) => [one, other])).toEqual([
      ['Alveria will train forty customs officers', 'Alveria will train forty officers'],
      ['Alveria will train twelve prosecutors', 'Alveria will train twelve lawyers'],
    ]);
  });

  it('explain each match by words that stand in both', () => {
    const [match] = pairReadouts(readoutOf([HOTLINE]), readoutOf([HOTLINE])).matches;
    expect(match!.why.join('; ')).toMatch(/same kind: establish-mechanism; in both: .*hotline/u);
  });

  it('are refused when they hold more undertakings than a meeting can have', () => {
    const many = readoutOf(Array.from({ length: MOST_COMPARED + 1 }, () => COURSE));
    expect(() => pairReadouts(many, readoutOf([]))).toThrow(expect.objectContaining({ code: 'too-large' }));
  });
});
