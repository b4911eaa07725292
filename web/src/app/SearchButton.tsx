import { useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useOpener } from './actions/ActionDesk.tsx';
import classes from './SearchButton.module.css';

/** The palette for those who do not know its key yet. */
export function SearchButton() {
  const { t } = useLingui();
  const open = useOpener();
  return (
    <UnstyledButton
      className={classes.button}
      aria-label={t`Search, or go to a page`}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => open('palette')}
    >
      <IconSearch size={18} aria-hidden />
      <span className={classes.words}>{t`Search`}</span>
    </UnstyledButton>
  );
}
