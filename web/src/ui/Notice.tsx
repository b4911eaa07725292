import { Alert } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type Props = {
  readonly icon: Icon;
  readonly title: string;
  /** Said at once, also to who does not see it. */
  readonly isUrgent?: boolean;
  readonly children?: ReactNode;
};

/** Something to look at before one goes on. Its words have the colour of text: orange on orange is not readable for all. */
export function Notice({ icon: Picture, title, isUrgent = false, children }: Props) {
  return (
    <Alert
      color="orange"
      {...(isUrgent ? { role: 'alert' } : {})}
      icon={<Picture aria-hidden />}
      title={title}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      {children}
    </Alert>
  );
}
