import { useLingui } from '@lingui/react/macro';
import { Drawer as Side } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Drawer.module.css';

type Props = {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly close: () => void;
  readonly width?: 'md' | 'lg' | 'xl';
  /** Stays in view below what scrolls. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
};

/** Something looked at beside its list: at the end side, the list keeps its place. Esc closes it, the focus returns. */
export function Drawer({ title, isOpen, close, width = 'lg', foot, children }: Props) {
  const { t } = useLingui();
  return (
    <Side
      opened={isOpen}
      onClose={close}
      position="right"
      size={width}
      title={title}
      classNames={{ title: classes.title!, body: classes.body! }}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <div className={classes.content}>{children}</div>
      {foot !== undefined && <div className={classes.foot}>{foot}</div>}
    </Side>
  );
}
