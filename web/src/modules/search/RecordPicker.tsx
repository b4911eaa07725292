import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { markingOf } from '../../data/marking.ts';
import { suggestionsQuery } from '../../data/search.ts';
import { FindField } from '../../ui/form/FindField.tsx';
import { Marking } from '../../ui/Marking.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import { useHitTitle } from './hit-title.ts';

export type PickedRecord = { readonly id: string; readonly title: string };
type Props = {
  readonly accord: string;
  readonly label: string;
  readonly hint?: string;
  /** Not offered. */
  readonly without: readonly string[];
  readonly pick: (one: PickedRecord) => void;
};

const TYPING_MS = 250;

/** A record of the accord, by words of its title or text or by its id; steps are no records to cite. */
export function RecordPicker({ accord, label, hint, without, pick }: Props) {
  const words = useRecordWords();
  const title = useHitTitle();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), TYPING_MS);
  const answer = useQuery({ ...suggestionsQuery(asked, accord), enabled: asked !== '' });
  const found = answer.data?.hits
    .filter(({ id, subject, expunged }) => subject === null && !expunged && !without.includes(id))
    .map((hit) => {
      const { text, lang } = title(hit);
      return {
        id: hit.id,
        title: text,
        lang,
        beside: (
          <>
            {words.type(hit.type)} <Marking marking={markingOf({ object_marking_refs: hit.markings })} />
          </>
        ),
      };
    });
  return (
    <FindField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      words={typed}
      change={setTyped}
      found={asked === '' ? undefined : found}
      pick={(one) => {
        pick({ id: one.id, title: one.title });
        setTyped('');
      }}
    />
  );
}
