import { describe, expect, it } from 'vitest';
import { find } from '../../../web/src/app/actions/find.ts';
import { followKeys, nameOf } from '../../../web/src/app/actions/keys.ts';

const press = (key: string, code = '', more: Partial<Parameters<typeof nameOf>[0]> = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

describe('the palette', () => {
  const all = [
    { title: 'Requests for information', also: 'Information' },
    { title: 'Statements' },
    { title: 'Commitments', also: 'Agreement' },
    { title: '承诺事项' },
  ];
  const titles = (typed: string) => find(all, typed).map(({ title }) => title);

  it('finds by the words that are typed, in any order, the beginning of a title first', () => {
    expect(titles('')).toHaveLength(4);
    expect(titles('ments')).toEqual(['Statements', 'Commitments']);
    expect(titles('INFO req')).toEqual(['Requests for information']);
    expect(titles('agree')).toEqual(['Commitments']);
    expect(find([{ title: 'Your state' }, { title: 'Statements' }], 'stat')[0]).toEqual({ title: 'Statements' });
  });

  it('finds in scripts without spaces, and nothing where there is nothing', () => {
    expect(titles('事项')).toEqual(['承诺事项']);
    expect(titles('nowhere')).toEqual([]);
  });
});

describe('shortcuts', () => {
  it('are taken by the letter, or by the place of the key on a keyboard of another script', () => {
    expect(nameOf(press('k', 'KeyK', { metaKey: true }))).toBe('mod+k');
    expect(nameOf(press('ن', 'KeyK', { ctrlKey: true }))).toBe('mod+k');
    expect(nameOf(press('گ', 'KeyG'))).toBe('g');
    expect(nameOf(press('?', 'Slash'))).toBe('?');
    expect(nameOf(press('g', 'KeyG', { altKey: true }))).toBeUndefined();
  });

  it('of two keys are pressed one soon after the other', () => {
    const follow = followKeys(new Set(['g c', '?']));
    expect(follow(press('g', 'KeyG'), 0)).toBeUndefined();
    expect(follow(press('c', 'KeyC'), 500)).toBe('g c');
    expect(follow(press('c', 'KeyC'), 600)).toBeUndefined();
    expect(follow(press('g', 'KeyG'), 1000)).toBeUndefined();
    expect(follow(press('c', 'KeyC'), 3000)).toBeUndefined();
    expect(follow(press('?', 'Slash'), 3100)).toBe('?');
  });
});
