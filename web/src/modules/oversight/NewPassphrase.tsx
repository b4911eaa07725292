import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { TextField } from '../../ui/form/Fields.tsx';
import { SHORTEST_PASSPHRASE } from './wrapping.ts';

type Typed = {
  readonly value: string;
  readonly again: string;
  readonly change: (value: string) => void;
  readonly changeAgain: (value: string) => void;
  /** Long enough, and twice the same. */
  readonly isReady: boolean;
};

export function usePassphrase(): Typed {
  const [value, change] = useState('');
  const [again, changeAgain] = useState('');
  return { value, again, change, changeAgain, isReady: value.length >= SHORTEST_PASSPHRASE && value === again };
}

/** Typed twice: nobody can tell the person later what it was. */
export function NewPassphrase({ value, again, change, changeAgain, label }: Typed & { readonly label?: string }) {
  const { t } = useLingui();
  return (
    <>
      <TextField
        name="new-passphrase"
        type="password"
        autoComplete="new-password"
        label={label ?? t`New passphrase`}
        hint={t`At least ${SHORTEST_PASSPHRASE} characters; several words are best`}
        isNeeded
        value={value}
        change={change}
      />
      <TextField
        name="again"
        type="password"
        autoComplete="new-password"
        label={t`The passphrase again`}
        isNeeded
        value={again}
        change={changeAgain}
        problem={again !== '' && value !== again ? t`The two differ.` : undefined}
      />
    </>
  );
}
