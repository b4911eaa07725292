import { useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { commitment, headline } from '../../../data/commitment.ts';
import { registerPageQuery } from '../../../data/register.ts';
import { StateChip } from '../../../ui/StateChip.tsx';
import { COMMITMENT_STATES } from '../../../ui/vocabulary.ts';
import classes from './Forms.module.css';

export type Picked = { readonly id: string; readonly title: string };
type Props = {
  readonly accord: string;
  /** Not offered. */
  readonly without: readonly string[];
  readonly pick: (one: Picked) => void;
};

const SHOWN = 8;
const TYPING_MS = 250;

/** Another commitment of the register, by its words. */
export function Picker({ accord, without, pick }: Props) {
  const { t } = useLingui();
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words.trim(), TYPING_MS);
  const found = useQuery({ ...registerPageQuery(accord, asked), enabled: asked !== '' });
  const offered = (found.data?.commitments ?? [])
    .map((row) => commitment(row.commitment))
    .filter(({ id }) => !without.includes(id));
  return (
    <>
      <TextInput
        label={t`Find a commitment by its words`}
        dir="auto"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {asked !== '' && found.data !== undefined && offered.length === 0 && (
        <p className={classes.quiet}>{t`No commitment matches these filters.`}</p>
      )}
      <ul className={classes.found}>
        {offered.slice(0, SHOWN).map(({ id, label, view }) => (
          <li key={id} data-found={id}>
            <span>
              <span dir="auto">{headline(label) || id}</span> <StateChip state={view.state} terms={COMMITMENT_STATES} />
            </span>
            <Button size="compact-sm" variant="default" onClick={() => pick({ id, title: headline(label) || id })}>
              {t`Choose`}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
