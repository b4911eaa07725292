import { useState, type Dispatch, type SetStateAction } from 'react';
import { useKeptDraft, type KeptDraft } from '../../../data/drafts.ts';
import { isEmpty, type Entry } from '../model/entry.ts';

export type Mode = 'one' | 'two' | 'many';

/** What was typed or taken out of files, until it is put in: a draft as any other. What is not put in yet has no marking of its own. */
export function useEntries(accord: string): {
  readonly mode: Mode;
  readonly entries: readonly Entry[];
  readonly setEntries: Dispatch<SetStateAction<Entry[]>>;
  readonly turn: (mode: Mode) => void;
  readonly draft: KeptDraft<readonly Entry[]>;
} {
  const draft = useKeptDraft<readonly Entry[]>(`statements ${accord}`, { initial: [], tlp: 'amber', record: accord });
  const { value: entries, change } = draft;
  // As it was left, until another is chosen.
  const [chosen, choose] = useState<Mode>();
  const mode = chosen ?? (entries.length > 2 ? 'many' : entries.length === 2 ? 'two' : 'one');
  return {
    mode,
    entries,
    draft,
    setEntries: (next) => change((held) => (typeof next === 'function' ? next([...held]) : next)),
    turn: (to) => {
      choose(to);
      change((held) => held.filter((entry) => !isEmpty(entry)));
    },
  };
}
