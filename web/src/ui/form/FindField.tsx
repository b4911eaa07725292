import { useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './FindField.module.css';

export type Found = {
  readonly id: string;
  readonly title: string;
  readonly lang?: string | undefined;
  /** What tells it from others of the same name. */
  readonly beside: ReactNode;
};

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly words: string;
  readonly change: (words: string) => void;
  /** Undefined: nothing was asked for, or the answer is not there yet. */
  readonly found: readonly Found[] | undefined;
  readonly pick: (one: Found) => void;
};

/** One types words, and chooses from what is found. */
export function FindField({ label, hint, words, change, found, pick }: Props) {
  const { t } = useLingui();
  return (
    <div>
      <TextInput
        label={label}
        description={hint}
        dir="auto"
        autoComplete="off"
        value={words}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <output className={classes.quiet}>{found?.length === 0 && t`Nothing was found by these words.`}</output>
      <ul className={classes.found}>
        {found?.map((one) => (
          <li key={one.id} data-found={one.id}>
            <span>
              <span dir="auto" lang={one.lang}>
                {one.title}
              </span>{' '}
              {one.beside}
            </span>
            <Button size="compact-sm" variant="default" onClick={() => pick(one)}>
              {t`Choose`}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
