import { useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { commitment, headline } from '../../../data/commitment.ts';
import { registerPageQuery } from '../../../data/register.ts';
import { FindField } from '../../../ui/form/FindField.tsx';
import { StateChip } from '../../../ui/StateChip.tsx';
import { COMMITMENT_STATES } from '../../../ui/vocabulary.ts';

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
  const answer = useQuery({ ...registerPageQuery(accord, asked), enabled: asked !== '' });
  const found = answer.data?.commitments
    .map((row) => commitment(row.commitment))
    .filter(({ id }) => !without.includes(id))
    .slice(0, SHOWN)
    .map(({ id, label, view }) => ({
      id,
      title: headline(label) || id,
      beside: <StateChip state={view.state} terms={COMMITMENT_STATES} />,
    }));
  return (
    <FindField
      label={t`Find a commitment by its words`}
      words={words}
      change={setWords}
      found={asked === '' ? undefined : found}
      pick={({ id, title }) => pick({ id, title })}
    />
  );
}
