import { describe, expect, it } from 'vitest';
import { lineageOf, MOST_IN_LINE } from '#modules/statements/compare/lineage.ts';
import { oldestFirst } from '#modules/statements/compare/order.ts';
import { readoutOf, type Undertaking } from '../../../support/readouts.ts';

const HOTLINE: Undertaking = {
  words: 'The two sides agreed to open a hotline between their counter-terrorism centres',
  kind: 'establish-mechanism',
};
const COURSE: Undertaking = {
  words: 'Alveria will train forty Brennish investigators',
  kind: 'training',
  responsible: 'A',
  status: 'announced',
};
const SESSION: Undertaking = {
  words: 'The Working Group will hold its fourth session in 2032',
  kind: 'recurring-meeting',
  due: '2032',
};

type Sentences = readonly (Undertaking | string)[];
const MEETING = 'The Working Group held its fourth session in Sorrel on 3 May 2032';

/** What became of each, told by the first words of a span. */
function line(...statements: readonly Sentences[]) {
  const texts = statements.map((sentences, index) => {
    const readout = readoutOf(sentences);
    const at = readout.text.indexOf(MEETING);
    const meetings = at < 0 ? [] : [{ start: at, end: at + MEETING.length, date: '2032-05-03', why: ['held'] }];
    return { name: `s${index + 1}`, text: readout.text, reading: { ...readout.reading, meetings } };
  });
  const result = lineageOf(texts);
  const told = ({ file, start, end }: { file: string; start: number; end: number }): string =>
    `${file}: ${texts.find(({ name }) => name === file)!.text.slice(start, end)}`;
  return {
    files: result.files,
    links: result.links.map(({ from, to, relation }) => [told(from), relation, told(to)]),
    new: result.new.map(told),
    fulfilled: result.fulfilled.map(told),
    dropped: result.dropped.map(told),
    by: result.fulfilled.map(({ by }) => by && told(by)),
  };
}

const relation = (was: Undertaking, is: Undertaking): string | undefined => line([was], [is]).links[0]?.[1];

describe('a line of statements', () => {
  it('links an undertaking to the next statement that takes it up, over one that does not', () => {
    const again = {
      ...HOTLINE,
      words: 'They reaffirmed that a hotline between the counter-terrorism centres will be opened',
    };
    expect(line([HOTLINE, COURSE], [SESSION], [again])).toEqual({
      files: ['s1', 's2', 's3'],
      links: [[`s1: ${HOTLINE.words}`, 'reaffirmed', `s3: ${again.words}`]],
      new: [`s2: ${SESSION.words}`],
      fulfilled: [],
      dropped: [`s1: ${COURSE.words}`, `s2: ${SESSION.words}`],
      by: [],
    });
  });

  it.each<[string, string, Undertaking, Undertaking]>([
    [
      'the same again',
      'reaffirmed',
      COURSE,
      { ...COURSE, words: 'Alveria confirmed that it will train forty Brennish investigators' },
    ],
    ['a later date', 'superseded', { ...HOTLINE, due: '2031-06-30' }, { ...HOTLINE, due: '2031-09-30' }],
    [
      'another cadence',
      'superseded',
      { words: 'The coordinators will meet every month', kind: 'recurring-meeting', recurrence: 'monthly' },
      { words: 'The coordinators will meet twice a year', kind: 'recurring-meeting', recurrence: 'twice a year' },
    ],
    [
      'one body for another',
      'superseded',
      HOTLINE,
      {
        ...HOTLINE,
        words: 'Instead of a hotline the sides will open a liaison desk between the counter-terrorism centres',
      },
    ],
    [
      'more of it',
      'expanded',
      COURSE,
      { ...COURSE, words: 'Alveria will train sixty Brennish investigators instead of forty' },
    ],
    ['fewer', 'superseded', COURSE, { ...COURSE, words: 'Alveria will train twenty Brennish investigators' }],
    [
      'as many again',
      'expanded',
      COURSE,
      { ...COURSE, words: 'Alveria will train a further forty Brennish investigators', due: '2033' },
    ],
    ['a request that is granted', 'expanded', { ...COURSE, status: 'requested' }, COURSE],
    [
      'a wider field',
      'expanded',
      { words: 'The police will share data on drugs', kind: 'information-sharing' },
      { words: 'The police will share data on drugs and extend it to firearms', kind: 'information-sharing' },
    ],
  ])('%s is %s', (_case, expected, was, is) => {
    expect(relation(was, is)).toBe(expected);
  });

  it('tells what is reported as done, and by which words', () => {
    const { links, fulfilled, dropped, by } = line(
      [HOTLINE, COURSE],
      ['The sides noted that the hotline between the counter-terrorism centres has been in service since May', SESSION],
    );
    expect({ links, fulfilled, dropped }).toEqual({
      links: [],
      fulfilled: [`s1: ${HOTLINE.words}`],
      dropped: [`s1: ${COURSE.words}`],
    });
    expect(by[0]).toMatch(/hotline .* in service since May/u);
  });

  it.each([
    ['short of it', 'Twelve Brennish investigators have been trained'],
    ['half done', 'Ten of the forty Brennish investigators have been trained'],
    ['not done', 'The forty Brennish investigators have not yet been trained'],
    ['still to come', 'Forty Brennish investigators are to be trained'],
  ])('takes nothing %s for done', (_case, report) => {
    expect(line([COURSE], [report]).fulfilled).toEqual([]);
  });

  it('holds the announced session as done once it was held; the next one is new', () => {
    const next = {
      words: 'The Working Group will hold its fifth session in 2033',
      kind: 'recurring-meeting',
      due: '2033',
    } as const;
    expect(line([SESSION], [MEETING, next])).toMatchObject({
      links: [],
      new: [`s2: ${next.words}`],
      fulfilled: [`s1: ${SESSION.words}`],
      dropped: [],
    });
    expect(
      line([{ ...SESSION, words: 'The Working Group will hold its sixth session in 2032' }], [MEETING]).fulfilled,
    ).toEqual([]);
  });

  it('never holds as done what recurs', () => {
    const regular: Undertaking = {
      words: 'The coordinators will meet every month',
      kind: 'recurring-meeting',
      recurrence: 'monthly',
    };
    expect(line([regular], ['The coordinators have met every month', SESSION]).fulfilled).toEqual([]);
  });

  it('drops nothing of the newest statement and calls nothing of the oldest new', () => {
    expect(line([HOTLINE], [COURSE])).toMatchObject({
      new: [`s2: ${COURSE.words}`],
      dropped: [`s1: ${HOTLINE.words}`],
    });
  });

  it('hears also what no record holds, when it takes up an undertaking', () => {
    const { links, dropped } = line(
      [COURSE],
      ['The Minister promised once more that forty Brennish investigators would be trained'],
    );
    expect([links.length, dropped]).toEqual([1, []]);
  });

  it('is refused beyond what can be followed', () => {
    const many = { name: 's', ...readoutOf(Array.from({ length: MOST_IN_LINE + 1 }, () => COURSE)) };
    expect(() => lineageOf([many])).toThrow(expect.objectContaining({ code: 'too-large' }));
  });
});

describe('statements given to be followed', () => {
  const dated = (day: number) => ({ text: `Sorrel, ${day} May 2031. The sides met.` });
  it('keep their order, save that the newest first is turned round', () => {
    expect(oldestFirst([dated(3), dated(9)])).toEqual([dated(3), dated(9)]);
    expect(oldestFirst([dated(9), dated(3)])).toEqual([dated(3), dated(9)]);
    expect(oldestFirst([dated(9), { text: 'No date.' }, dated(3)])).toEqual([dated(9), { text: 'No date.' }, dated(3)]);
  });
});
