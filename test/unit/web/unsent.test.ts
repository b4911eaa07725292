import { expect, test } from 'vitest';
import { countUnsent, forgetPlain, forgetUnsent, keepUnsent, unsentOf } from '../../../web/src/data/drafts/unsent.ts';

function device(...filled: readonly (readonly [string, string])[]) {
  const held = new Map<string, string>(filled);
  return {
    held,
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, text: string) => void held.set(name, text),
    removeItem: (name: string) => void held.delete(name),
    key: (at: number) => [...held.keys()][at] ?? null,
    get length() {
      return held.size;
    },
  };
}
const [one, other] = ['one', 'other'].map((person) => ({ party: 'north', person })) as [
  { party: string; person: string },
  { party: string; person: string },
];
const act = { act: 'decide' };

test('What the node was not told is of one person, counted when they sign out, and gone with them', () => {
  const here = device();
  keepUnsent(here, one, { of: 'a', acts: [act, act] });
  keepUnsent(here, one, { of: 'b', acts: [act] });
  keepUnsent(here, other, { of: 'a', acts: [act] });
  expect(unsentOf(here, one, 'a')).toEqual([act, act]);
  expect(countUnsent(here, one)).toBe(3);
  keepUnsent(here, one, { of: 'b', acts: [] });
  expect(countUnsent(here, one)).toBe(2);
  forgetUnsent(here, one);
  expect([countUnsent(here, one), countUnsent(here, other)]).toEqual([0, 1]);
  here.setItem('entente.unsent.north.other.a', 'damaged');
  expect(unsentOf(here, other, 'a')).toEqual([]);
});

test('What earlier versions kept as it was, is not left there', () => {
  const here = device(['entente.statements', '[]'], ['entente.review.x', '[]'], ['entente.language', 'ur']);
  forgetPlain(here);
  expect([...here.held.keys()]).toEqual(['entente.language']);
});
