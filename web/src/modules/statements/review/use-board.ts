import { useCallback, useMemo, useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import type { ItemType, ItemValues } from '#contract/statement-desk.ts';
import {
  acceptance,
  blank,
  merged,
  neighbour,
  nextOfType,
  nextOpen,
  numbered,
  standing,
  tidy,
  verdictOf,
  type Item,
} from '../model/item.ts';
import type { Span } from '../model/span.ts';
import { cut, moveEdge, wordsOf, type Direction, type Edge } from '../model/words.ts';
import type { Act } from '../model/session.ts';
import type { ReviewHandle } from './use-review.ts';
import { useValues } from './use-values.ts';

const FIRST_LETTER = 'A'.codePointAt(0) ?? 65;

type Awaited = { readonly known: ReadonlySet<string>; readonly edit: boolean };
export type Filter = ItemType | 'all' | 'open';
export type Board = ReturnType<typeof useBoard>;

/** What is selected, typed and asked on the board, and what each command does. */
export function useBoard({ statement, act }: ReviewHandle, accord: AccordView) {
  const { text, lang } = statement;
  const words = useMemo(() => wordsOf(text, lang ?? 'und'), [text, lang]);
  const { typed, put, settle } = useValues(statement.id, act);
  const all = useMemo(
    () => standing(statement.items.map((item) => (item.id === typed?.id ? { ...item, values: typed.values } : item))),
    [statement.items, typed],
  );
  const [filter, setFilter] = useState<Filter>('all');
  const [chosen, setSelected] = useState<string>();
  const [editing, setEditing] = useState<string>();
  const [dialog, setDialog] = useState<'split' | 'help'>();
  const [edge, setEdge] = useState<Edge>('end');
  const [pending, setPending] = useState<Span>();
  const [awaited, setAwaited] = useState<Awaited>();

  // The node gives what is new its id; then it is selected, and opened if all of it is still to be said.
  const fresh = awaited === undefined ? undefined : all.find(({ id }) => !awaited.known.has(id));
  if (fresh !== undefined && awaited !== undefined) {
    setSelected(fresh.id);
    setEditing(awaited.edit ? fresh.id : undefined);
    setAwaited(undefined);
  }
  const awaitNew = (edit: boolean) => setAwaited({ known: new Set(all.map(({ id }) => id)), edit });

  const matches = (item: Item) =>
    filter === 'all' ||
    item.type === filter ||
    (filter === 'open' && (verdictOf(item) === 'open' || item.id === chosen));
  const items = numbered(all).filter(({ item }) => matches(item));
  const visible = items.map(({ item }) => item);
  const selected = visible.some(({ id }) => id === chosen) ? chosen : (firstOpen(visible) ?? visible[0]?.id);
  const item = visible.find(({ id }) => id === selected);

  const select = (id: string | undefined) => {
    if (id !== selected) settle();
    setSelected(id);
    if (editing !== id) setEditing(undefined);
  };
  const decide = (id: string, decision: 'accepted' | 'rejected' | 'open') => {
    settle();
    const decided = all.find((one) => one.id === id);
    if (decided === undefined || decided.publishedAt !== null) return;
    const isAccepted = decision === 'accepted';
    if (!isAccepted || verdictOf(decided) === 'open' || verdictOf(decided) === 'rejected')
      act({ act: 'decide', decided: isAccepted ? acceptance(decided) : { decision, item: id } });
    setEditing(undefined);
    if (decision === 'open') return;
    setSelected(
      nextOpen(
        visible.map((one) => (one.id === id ? { ...one, decision } : one)),
        id,
      ),
    );
  };
  const resize = (span: Span, isSettled: boolean) => {
    if (item === undefined) return;
    const { start, end } = span;
    if (start !== item.values.start || end !== item.values.end) put(item, { start, end });
    if (isSettled) settle();
  };
  const split = (at: number) => {
    if (item === undefined) return;
    settle();
    const into = cut(text, item.values, at).map((span): ItemValues => tidy({ ...item.values, ...span }));
    awaitNew(false);
    act({ act: 'decide', decided: { decision: 'split', item: item.id, into } });
    setDialog(undefined);
  };
  const merge = () => {
    const next = item === undefined ? undefined : nextOfType(all, item);
    if (item === undefined || next === undefined) return;
    settle();
    awaitNew(false);
    act({
      act: 'decide',
      decided: { decision: 'merged', items: [item.id, next.id], into: tidy(merged(item, next)) },
    });
  };
  const add = (type: ItemType) => {
    if (pending === undefined) return;
    settle();
    const values = blank(type, pending, text.slice(pending.start, pending.end));
    if (Object.keys(statement.sides).length === 0) act(sidesOf(accord));
    awaitNew(true);
    act({ act: 'decide', decided: { decision: 'added', type, values } });
    setPending(undefined);
    getSelection()?.removeAllRanges();
  };
  const takeBack = (again: boolean) => {
    settle();
    act({ act: 'undo', again });
  };

  return {
    words,
    all,
    items,
    visible,
    item,
    selected,
    filter,
    editing,
    dialog,
    edge,
    pending,
    select,
    decide,
    resize,
    split,
    merge,
    add,
    settle,
    setFilter,
    setDialog,
    setPending,
    isTyping: typed !== undefined,
    edit: (id: string | undefined) => {
      settle();
      if (id !== undefined) setSelected(id);
      setEditing(id);
    },
    put: useCallback((one: Item, part: Partial<ItemValues>) => put(one, part), [put]),
    go: (by: Direction) => select(neighbour(visible, selected, by)),
    goOpen: () => select(nextOpen(visible, selected)),
    moveEdge: (by: Direction) => item !== undefined && resize(moveEdge(words, item.values, edge, by), false),
    switchEdge: () => setEdge(edge === 'start' ? 'end' : 'start'),
    undo: () => takeBack(false),
    redo: () => takeBack(true),
  };
}

function firstOpen(items: readonly Item[]): string | undefined {
  return items.find((one) => verdictOf(one) === 'open')?.id;
}

/** A text that no reader could read has the accord's parties for its sides: else nobody could owe anything. */
function sidesOf({ parties }: AccordView): Act {
  const sides = parties.map(({ id, names }, place) => [
    String.fromCodePoint(FIRST_LETTER + place),
    { names: [...new Set(Object.values(names))], party: id },
  ]);
  return { act: 'details', details: { sides: Object.fromEntries(sides) } };
}
