import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Cities.module.css';

type Props = {
  readonly name: string;
  /** Left out where it is settled, and no longer to be changed. */
  readonly takeOut?: (() => void) | undefined;
  readonly children: ReactNode;
};

/** One of several in a form. */
export function Part({ name, takeOut, children }: Props) {
  const { t } = useLingui();
  return (
    <fieldset className={classes.part} disabled={takeOut === undefined}>
      <legend>{name}</legend>
      {children}
      {takeOut !== undefined && (
        <div>
          <Button size="compact-sm" variant="default" onClick={takeOut}>
            {t`Take out`}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
