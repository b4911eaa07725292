import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';

type Props = {
  readonly isOpen: boolean;
  /** What is changed, for who does not see where the button stands. */
  readonly what: string;
  readonly form: (close: () => void) => ReactNode;
};

/** Opens a form; it is not there for who may not write it. */
export function Edit({ isOpen, what, form }: Props) {
  const { t } = useLingui();
  const [isEditing, setEditing] = useState(false);
  if (!isOpen) return null;
  return (
    <>
      <Button variant="default" size="xs" aria-label={t`Change: ${what}`} onClick={() => setEditing(true)}>
        <Trans>Change</Trans>
      </Button>
      {isEditing && form(() => setEditing(false))}
    </>
  );
}
