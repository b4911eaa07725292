import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, type ReactNode } from 'react';
import classes from './Page.module.css';

type Props = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly width?: 'reading' | 'full';
  readonly children: ReactNode;
};

// The page that the browser opened keeps its own focus; every later one gives it to the heading.
const landedAt = location.pathname;
let hasLeft = false;

/** Every page: one title, in the tab and as the heading that takes the focus after a change of page. */
export function Page({ title, lead, actions, width = 'full', children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { t } = useLingui();
  useEffect(() => {
    hasLeft ||= location.pathname !== landedAt;
    if (hasLeft) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={classes.page} data-width={width}>
      <title>{t`${title} · Entente`}</title>
      <header className={classes.header}>
        <div className={classes.words}>
          <h1 ref={heading} tabIndex={-1} className={classes.title} dir="auto">
            {title}
          </h1>
          {lead !== undefined && <div className={classes.lead}>{lead}</div>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
