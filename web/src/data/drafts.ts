import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, useSyncExternalStore } from 'react';
import type { Session } from '#contract/session.ts';
import { ask } from './client.ts';
import { isForDevice, type Owner } from './drafts/device.ts';
import { forgetUnsent } from './drafts/unsent.ts';
import { openShelf, type Shelf, type Where } from './drafts/shelf.ts';
import { sessionQuery } from './queries.ts';

export type KeptDraft<T> = {
  readonly value: T;
  readonly set: (value: T) => void;
  /** From what it is at this moment: several changes in one breath are all kept. */
  readonly change: (how: (value: T) => T) => void;
  /** Once it is sent, or thrown away. */
  readonly forget: () => void;
  /** Where it is kept, and since when; undefined while there is nothing to keep. */
  readonly kept: { readonly where: Where; readonly at: string; readonly isTooLong: boolean } | undefined;
  readonly isForDevice: boolean;
};

type Options<T> = {
  readonly initial: T;
  /** Of what it is about: above TLP:AMBER nothing is kept on this device. */
  readonly tlp: string | undefined;
  /** Id of the record that it is about. */
  readonly record?: string;
};

/** One for each person who was signed in here since the page was loaded. */
const shelves = new Map<string, Shelf>();

export const ownerOf = ({ party, person }: Pick<Session, 'party' | 'person'>): Owner => ({
  party: party.id,
  person: person.id,
});

/** Whose drafts a page keeps. */
export function useOwner(): Owner {
  const session = useQueryClient().getQueryData<Session>(sessionQuery.queryKey);
  if (session === undefined) throw new Error('drafts are somebody’s');
  const { party, person } = session;
  return useMemo(() => ({ party: party.id, person: person.id }), [party.id, person.id]);
}

export function shelfOf({ party, person }: Pick<Session, 'party' | 'person'>): Shelf {
  const owner = ownerOf({ party, person });
  const name = `${owner.party} ${owner.person}`;
  const known = shelves.get(name);
  if (known !== undefined) return known;
  const shelf = openShelf({
    owner,
    place: localStorage,
    now: () => new Date(),
    node: {
      read: () => ask('readDrafts'),
      keep: (body) => ask('keepDraft', { body }),
      drop: (form) => ask('dropDraft', { body: { form } }),
    },
  });
  shelves.set(name, shelf);
  return shelf;
}

/** Whoever signs out leaves nothing of themselves in the page. */
export function leaveShelf(session: Pick<Session, 'party' | 'person'>): void {
  shelfOf(session).leave();
  forgetUnsent(localStorage, ownerOf(session));
  shelves.delete(`${session.party.id} ${session.person.id}`);
}

/** Typed words outlive a closed tab, a lost session, a node that is away, and the device. What is empty again is forgotten. */
export function useKeptDraft<T>(form: string, { initial, tlp, record }: Options<T>): KeptDraft<T> {
  const session = useQueryClient().getQueryData<Session>(sessionQuery.queryKey);
  if (session === undefined) throw new Error('drafts are somebody’s');
  const shelf = shelfOf(session);
  const [first] = useState(initial);
  const held = useSyncExternalStore(shelf.watch, () => shelf.of(form));
  const set = (value: T): void => {
    if (JSON.stringify(value) === JSON.stringify(first)) shelf.forget(form);
    else shelf.set(form, value, { record, tlp });
  };
  return {
    // It was written by the same form, under its name.
    value: held === undefined ? first : (held.value as T),
    kept: held && { where: held.where, at: held.at, isTooLong: held.isTooLong === true },
    isForDevice: isForDevice(tlp),
    set,
    change: (how) => {
      const now = shelf.of(form);
      set(how(now === undefined ? first : (now.value as T)));
    },
    forget: () => shelf.forget(form),
  };
}

/** A text alone, about no record. */
export function useDraft(form: string, tlp: string | undefined): readonly [string, (text: string) => void] {
  const { value, set } = useKeptDraft(form, { initial: '', tlp });
  return [value, set];
}
