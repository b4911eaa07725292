import { useCallback, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Selection } from './column.ts';
import { choose, runBetween } from './selection.ts';

type Wish<T> = {
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly open: ((row: T) => void) | undefined;
  readonly selection: Selection | undefined;
  readonly scrollTo: (index: number) => void;
};

/** One stop of the Tab key for the whole table; within it arrows, Home and End. */
export function useRowKeys<T>(wish: Wish<T>) {
  const { rows, keyOf, open, selection, scrollTo } = wish;
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState(0);
  const [last, setLast] = useState<string>();
  const stop = Math.min(at, Math.max(0, rows.length - 1));

  const go = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setAt(next);
    const find = () => table.current?.querySelector<HTMLElement>(`[data-index="${next}"]`);
    const row = find();
    if (row === null || row === undefined) {
      scrollTo(next);
      requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()));
    } else row.focus();
  };

  const asked = useRef({ ...wish, last });
  useLayoutEffect(() => {
    asked.current = { ...wish, last };
  });
  // One and the same for as long as the table is there: a row that did not change is not drawn again.
  const toggle = useCallback((index: number, withRun: boolean) => {
    const now = asked.current;
    const row = now.rows[index];
    if (row === undefined || now.selection === undefined) return;
    const key = now.keyOf(row);
    const run = withRun ? runBetween(now.rows.map(now.keyOf), now.last, key) : [];
    setLast(key);
    now.selection.change(choose(now.selection.chosen, key, run));
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof HTMLElement ? event.target : undefined;
    if (row?.dataset['index'] === undefined) return;
    const index = Number(row.dataset['index']);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + 10,
      PageUp: index - 10,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) go(to);
    else if (event.key === 'Enter' && open !== undefined) open(rows[index]!);
    else if (event.key === ' ' && selection !== undefined) toggle(index, event.shiftKey);
    else return;
    event.preventDefault();
  };

  const chooseAll = () => {
    if (selection === undefined) return;
    selection.change(selection.chosen.size === rows.length ? new Set() : new Set(rows.map(keyOf)));
  };

  return { table, stop, toggle, onKeyDown, chooseAll };
}
