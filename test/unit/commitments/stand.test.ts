import { expect, test } from 'vitest';
import { wordsOf } from '#modules/commitments/fold.ts';
import { marksOf, type Facts } from '#modules/commitments/stand.ts';

const A = 'identity--a';
const B = 'identity--b';
const NOW = new Date('2026-06-15T12:00:00Z');

const facts = (more: Partial<Facts> = {}): Facts => ({
  view: 'unrated',
  rating: null,
  percent: null,
  bySide: {},
  state: 'in-progress',
  due: null,
  responsible: [A],
  isExercise: false,
  quiet: { [A]: '2026-06-01T00:00:00Z', [B]: '2026-06-01T00:00:00Z' },
  ...more,
});
const marks = (more: Partial<Facts>, ...rest: [{ id: string; because: 'same-words' }?]) =>
  marksOf(facts(more), NOW, ...rest).map(({ mark, because, party, since }) => [mark, because, party, since]);

test('what is told of and not due bears no mark', () => {
  expect(marks({ due: '2026-12' })).toEqual([]);
});

test('it is late from the day after the last that its date can mean, as long as it is open', () => {
  expect(marks({ due: '2026-06-15' })).toEqual([['due-soon', 'falls-due', null, '2026-06-15']]);
  expect(marks({ due: '2026-06-14' })).toEqual([['late', 'past-due', null, '2026-06-15']]);
  expect(marks({ due: '2026 Q1' })).toEqual([['late', 'past-due', null, '2026-04-01']]);
  expect(marks({ due: '2026-06-14', state: 'verified', quiet: {} })).toEqual([]);
});

test('ratings that differ are a dispute until it is closed; a dispute by step is told once', () => {
  expect(marks({ view: 'differs' })).toEqual([['disputed', 'ratings-differ', null, null]]);
  expect(marks({ view: 'differs', state: 'disputed' })).toEqual([['disputed', 'by-step', null, null]]);
  expect(marks({ view: 'differs', state: 'verified', quiet: {} })).toEqual([]);
});

test('a side that owes it and has told nothing for a quarter is silent; both, and it has stalled', () => {
  const long = '2026-03-17T12:00:00Z';
  const short = '2026-03-17T12:00:01Z';
  expect(marks({ quiet: { [A]: long, [B]: short } })).toEqual([['silent', 'nothing-from-side', A, '2026-03-17']]);
  expect(marks({ quiet: { [A]: short, [B]: long } })).toEqual([]);
  expect(marks({ quiet: { [A]: long, [B]: long } })).toEqual([
    ['stalled', 'nothing-from-either', null, '2026-03-17'],
    ['silent', 'nothing-from-side', A, '2026-03-17'],
  ]);
});

test('an exercise bears no mark', () => {
  expect(marks({ isExercise: true, due: '2020', view: 'differs' }, { id: 'x', because: 'same-words' })).toEqual([]);
});

test('the same words are the same in any order, case and spelling, of one theme and kind', () => {
  const of = (title: string, theme = 'unit') => wordsOf({ title, theme, kind: 'training' });
  expect(of('Set up the Unit')).toBe(of('the unit: set UP'));
  expect(of('یونٹ کا قیام')).toBe(of('يونٹ كا قیام'));
  expect(of('Set up the unit')).not.toBe(of('Set up the units'));
  expect(of('Set up the unit')).not.toBe(of('Set up the unit', 'training'));
  expect(wordsOf({ title: '…' })).toBe(null);
});
