import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import classes from './Possessions.module.css';
import { Distance } from './When.tsx';

/** What somebody has and can give up: sessions, passkeys, tokens, links. */
export function Possessions({ children }: { readonly children: ReactNode }) {
  return <ul className={classes.list}>{children}</ul>;
}

type Props = {
  readonly name: string;
  readonly beside?: ReactNode;
  readonly details: ReactNode;
  /** What can be done with it, or was. */
  readonly children: ReactNode;
};

export function Possession({ name, beside, details, children }: Props) {
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        {beside}
        <div className={classes.details}>{details}</div>
      </div>
      {children}
    </li>
  );
}

export function LastUsed({ at }: { readonly at: string | null }) {
  return at === null ? (
    <Trans>never used</Trans>
  ) : (
    <Trans>
      last used <Distance at={at} />
    </Trans>
  );
}
