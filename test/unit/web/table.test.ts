import { describe, expect, it } from 'vitest';
import { nextSort } from '../../../web/src/ui/table/column.ts';
import { choose, runBetween } from '../../../web/src/ui/table/selection.ts';

describe('a list', () => {
  it('sorts by another column upwards first, and turns round at the second click', () => {
    expect(nextSort(undefined, 'due')).toEqual({ by: 'due', down: false });
    expect(nextSort({ by: 'due', down: false }, 'due')).toEqual({ by: 'due', down: true });
    expect(nextSort({ by: 'due', down: true }, 'name')).toEqual({ by: 'name', down: false });
  });

  it('chooses a row, takes it back, and with a run all between', () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    expect([...choose(new Set(['a']), 'b')]).toEqual(['a', 'b']);
    expect([...choose(new Set(['a', 'b']), 'b')]).toEqual(['a']);
    expect(runBetween(keys, 'd', 'b')).toEqual(['b', 'c', 'd']);
    expect([...choose(new Set(['d']), 'b', runBetween(keys, 'd', 'b'))].toSorted()).toEqual(['b', 'c', 'd']);
    expect(runBetween(keys, 'gone', 'b')).toEqual([]);
    expect(runBetween(keys, undefined, 'b')).toEqual([]);
  });
});
