import { useCallback, useEffect, useRef, useState } from 'react';
import { useOwner } from '../../../data/drafts.ts';
import type { ItemValues } from '#contract/statement-desk.ts';
import { tidy, type Item } from '../model/item.ts';
import type { Act } from '../model/session.ts';
import { storeActs, storedActs } from './stored-acts.ts';

const PAUSE_MS = 600;

type Typed = { readonly id: string; readonly values: ItemValues };

function edit({ id, values }: Typed): Act {
  return { act: 'decide', decided: { decision: 'edited', item: id, values: tidy(values) } };
}

/** Values under the hands of the officer: typed and dragged freely, and sent after a pause, or before anything else is done. */
export function useValues(statement: string, act: (act: Act) => void) {
  const owner = useOwner();
  const [typed, setTyped] = useState<Typed>();
  const latest = useRef<Typed>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const settle = useCallback(() => {
    clearTimeout(timer.current);
    if (latest.current === undefined) return;
    act(edit(latest.current));
    latest.current = undefined;
    setTyped(undefined);
  }, [act]);

  const put = useCallback(
    (item: Item, part: Partial<ItemValues>) => {
      if (latest.current !== undefined && latest.current.id !== item.id) settle();
      const values = { ...(latest.current ?? item).values, ...part };
      latest.current = { id: item.id, values };
      setTyped(latest.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(settle, PAUSE_MS);
    },
    [settle],
  );

  useEffect(() => {
    const leave = () => {
      if (latest.current !== undefined)
        storeActs(owner, statement, [...storedActs(owner, statement), edit(latest.current)]);
    };
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      settle();
    };
  }, [owner, statement, settle]);

  return { typed, put, settle };
}
