import { useState, type ReactNode } from 'react';

type Props = {
  readonly summary: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** What is folded is drawn when it is first opened: a list of what nobody looks at costs nothing. */
export function Fold({ summary, className, children }: Props) {
  const [wasOpened, setOpened] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpened((was) => was || currentTarget.open)}>
      <summary className={className}>{summary}</summary>
      {wasOpened && children}
    </details>
  );
}
