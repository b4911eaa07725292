import { describe, expect, it } from 'vitest';
import { emphasised } from '../../../web/src/modules/statements/model/emphasis.ts';
import {
  acceptance,
  merged,
  neighbour,
  nextOfType,
  nextOpen,
  progressOf,
  standing,
} from '../../../web/src/modules/statements/model/item.ts';
import { lettersOf, responsibleOf } from '../../../web/src/modules/statements/model/responsible.ts';
import { item, values } from './desk-statement.ts';

const all = standing([
  item('late', values(40, 50)),
  item('early', values(0, 10), { decision: 'accepted' }),
  item('taken apart', values(20, 30), { decision: 'split' }),
  item('by hand', values(20, 24), { decision: 'added', proposal: null }),
]);

describe('the passages of a review', () => {
  it('stand in the order of the text, without those that live on in others', () => {
    expect(all.map(({ id }) => id)).toEqual(['early', 'by hand', 'late']);
    expect(progressOf(all)).toEqual({ decided: 2, all: 3 });
  });

  it('are gone through in a circle, and the open ones from here on', () => {
    expect(neighbour(all, 'late', 1)).toBe('early');
    expect(neighbour(all, 'early', -1)).toBe('late');
    expect(nextOpen(all, 'early')).toBe('late');
    expect(nextOpen(all.slice(0, 2), 'early')).toBe('early');
    expect(nextOfType(all, all[0]!)?.id).toBe('by hand');
    expect(nextOfType(all, all[2]!)).toBeUndefined();
  });

  it('become one that covers both and keeps what only one of them says', () => {
    const [first, second] = [item('a', values(0, 10, { due: '' })), item('b', values(12, 20, { due: '2031-10' }))];
    expect(merged(first, second)).toEqual(values(0, 20, { due: '2031-10' }));
  });

  it('are accepted as proposed, or with what was changed', () => {
    expect(acceptance(item('a', values(0, 10)))).toEqual({ decision: 'accepted', item: 'a' });
    const changed = { ...item('a', values(0, 10)), values: values(0, 8) };
    expect(acceptance(changed)).toEqual({ decision: 'edited', item: 'a', values: values(0, 8) });
  });
});

describe('who owes', () => {
  it('is all sides, some, or nobody yet', () => {
    expect(lettersOf('both', ['A', 'B'])).toEqual(['A', 'B']);
    expect(lettersOf('A+C', ['A', 'B', 'C'])).toEqual(['A', 'C']);
    expect(lettersOf('', ['A', 'B'])).toEqual([]);
    expect(responsibleOf(['B', 'A'], ['A', 'B'])).toBe('both');
    expect(responsibleOf(['C', 'A'], ['A', 'B', 'C'])).toBe('A+C');
    expect(responsibleOf(['A'], ['A'])).toBe('A');
  });
});

describe('the reasons of a proposal', () => {
  it('stand out in its words, as far as they are there', () => {
    expect(emphasised('They agreed to meet', ['agreed', 'both sides', 'Meet'])).toEqual([
      { words: 'They ', decides: false },
      { words: 'agreed', decides: true },
      { words: ' to ', decides: false },
      { words: 'meet', decides: true },
    ]);
  });

  it('may overlap, and lose none of the words', () => {
    const phrases = emphasised('同意每年举行会议', ['同意每年', '每年举行', '']);
    expect(phrases.map(({ words }) => words).join('')).toBe('同意每年举行会议');
    expect(phrases.filter(({ decides }) => decides).map(({ words }) => words)).toEqual(['同意每年', '举行']);
  });
});
