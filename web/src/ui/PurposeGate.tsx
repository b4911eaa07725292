import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { sayPurpose, usePurpose } from '../data/purpose.ts';
import { SelectField } from './form/Fields.tsx';
import { usePurposes, usePurposeWords } from './purpose-words.ts';
import classes from './PurposeGate.module.css';

/** Before what concerns persons is read: what for, once in a working session. It stands in the access log beside each reading. */
export function PurposeGate({ children }: { readonly children: ReactNode }) {
  const { t } = useLingui();
  const said = usePurpose();
  const words = usePurposeWords();
  const options = Object.entries(usePurposes()).map(([value, label]) => ({ value, label }));
  const [chosen, setChosen] = useState('');
  if (said !== null)
    return (
      <>
        <p className={classes.said}>
          {t`Read for:`} <bdi>{words(said)}</bdi>{' '}
          <Button size="compact-sm" variant="default" onClick={() => sayPurpose(null)}>
            {t`Another purpose …`}
          </Button>
        </p>
        {children}
      </>
    );
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (chosen !== '') sayPurpose(chosen);
  };
  return (
    <form onSubmit={send} className={classes.ask}>
      <SelectField
        name="purpose"
        label={t`What do you read this for?`}
        hint={t`It is asked once in a working session, and stands in the access log beside what you read.`}
        isNeeded
        options={[{ value: '', label: t`Choose` }, ...options]}
        value={chosen}
        change={setChosen}
      />
      <Button type="submit" disabled={chosen === ''}>
        {t`Go on`}
      </Button>
    </form>
  );
}
