import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';

/** Opens a form; it is not there for who may not write it. */
export function Edit({ isOpen, form }: { readonly isOpen: boolean; readonly form: (close: () => void) => ReactNode }) {
  const [isEditing, setEditing] = useState(false);
  if (!isOpen) return null;
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setEditing(true)}>
        <Trans>Change</Trans>
      </Button>
      {isEditing && form(() => setEditing(false))}
    </>
  );
}
