import type { Access } from '#store/access.ts';

/** An entry on its way into the access log. */
export type Expected = {
  /** It is committed. */
  readonly sure: () => void;
  /** It was not written, or nobody knows. */
  readonly drop: () => void;
};

/**
 * The entries that this process wrote and that have no place in the tree yet, by their text. Until they have one, a hand in the
 * database could change or remove them without any signature saying so: what is committed must be found as it is held here.
 */
export type HeldEntries = {
  readonly expect: (text: string, access: Access) => Expected;
  /** Committed by now, each time it was. */
  readonly committed: () => readonly Held[];
  /** It was given its place. */
  readonly placed: (text: string) => void;
  /** Whether something was expected since this was asked last. */
  readonly hasNews: () => boolean;
};

export type Held = { readonly text: string; readonly access: Access; readonly isPlaced: boolean };

type Own = Pick<Held, 'text' | 'access'> & { isSure: boolean; isPlaced: boolean };

export function openHeldEntries(): HeldEntries {
  const held = new Map<string, Own[]>();
  let isNew = true; // of the process before nothing is known here

  function leave(one: Own): void {
    const same = held.get(one.text)?.filter((other) => other !== one) ?? [];
    if (same.length > 0) held.set(one.text, same);
    else held.delete(one.text);
  }

  return {
    expect: (text, access) => {
      const one: Own = { text, access, isSure: false, isPlaced: false };
      const same = held.get(text);
      if (same) same.push(one);
      else held.set(text, [one]);
      return {
        sure: () => {
          one.isSure = true;
          isNew = true;
        },
        drop: () => leave(one),
      };
    },
    committed: () => [...held.values()].flat().filter(({ isSure }) => isSure),
    placed: (text) => {
      const same = held.get(text);
      const one = same?.find(({ isSure }) => isSure) ?? same?.[0];
      if (!one) return; // written by another process, or by this one before it ended
      one.isPlaced = true;
      leave(one);
    },
    hasNews: () => {
      const was = isNew;
      isNew = false;
      return was;
    },
  };
}
