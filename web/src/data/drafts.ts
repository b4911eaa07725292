import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Session } from '#contract/session.ts';
import { forget, isKeepable, keep, recall, type Owner } from './kept-drafts.ts';
import { sessionQuery } from './queries.ts';

export type KeptDraft<T> = {
  readonly value: T;
  readonly set: (value: T) => void;
  /** Once it is sent, or thrown away. */
  readonly forget: () => void;
  /** When it was last kept on this device; undefined while it is not. */
  readonly keptAt: string | undefined;
  readonly isKeepable: boolean;
};

type Options<T> = {
  readonly initial: T;
  /** Of what it is about: above TLP:AMBER nothing is kept. */
  readonly tlp: string | undefined;
};

/** Typed words outlive a closed tab, a lost session and a node that is away. What is empty again is forgotten. */
export function useKeptDraft<T>(form: string, { initial, tlp }: Options<T>): KeptDraft<T> {
  const owner = useOwner();
  const isAllowed = owner !== undefined && isKeepable(tlp);
  const first = useRef(initial);
  const [draft, setDraft] = useState(() => {
    const kept = owner === undefined ? undefined : recall<T>(localStorage, owner, form);
    return { value: kept?.value ?? initial, keptAt: kept?.at };
  });
  const isEmpty = (value: T) => JSON.stringify(value) === JSON.stringify(first.current);
  return {
    ...draft,
    isKeepable: isAllowed,
    set: (value) => {
      if (owner === undefined || isEmpty(value) || !isAllowed) {
        if (owner !== undefined) forget(localStorage, owner, form);
        return setDraft({ value, keptAt: undefined });
      }
      const at = new Date().toISOString();
      const isKept = keep(localStorage, owner, form, { value, at });
      return setDraft({ value, keptAt: isKept ? at : undefined });
    },
    forget: () => {
      if (owner !== undefined) forget(localStorage, owner, form);
      setDraft({ value: first.current, keptAt: undefined });
    },
  };
}

/** A text alone. */
export function useDraft(form: string, tlp: string | undefined): readonly [string, (text: string) => void] {
  const { value, set } = useKeptDraft(form, { initial: '', tlp });
  return [value, set];
}

function useOwner(): Owner | undefined {
  const session = useQueryClient().getQueryData<Session>(sessionQuery.queryKey);
  return session && { party: session.party.id, person: session.person.id };
}
