import { useLingui } from '@lingui/react/macro';
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReturnFocus } from './return-focus.ts';

type Props = {
  readonly title: ReactNode;
  readonly size?: 'md' | 'lg' | 'xl';
  readonly close: () => void;
  readonly children: ReactNode;
};

/** Over the page for as long as it is drawn; Esc closes it. Every dialog is one of these, but the palette, which has no title. */
export function Dialog({ title, size = 'md', close, children }: Props) {
  const { t } = useLingui();
  useReturnFocus();
  return (
    <Modal opened onClose={close} size={size} title={title} closeButtonProps={{ 'aria-label': t`Close` }}>
      <div ref={beginAtField}>{children}</div>
    </Modal>
  );
}

const FIELDS = 'input:not([type="hidden"], :disabled), select:not(:disabled), textarea:not(:disabled)';

/** Whoever opens a form is about to fill it in: the focus begins at its first field, not at what closes it. */
function beginAtField(body: HTMLDivElement | null): void {
  if (body === null || body.querySelector('[data-autofocus]') !== null) return;
  body.querySelector(FIELDS)?.setAttribute('data-autofocus', '');
}
