import type { ReactNode } from 'react';
import classes from './Columns.module.css';

type Props = { readonly aside: ReactNode; readonly children: ReactNode };

/** What a page is for, and what else is to know beside it; below it where there is no room. */
export function Columns({ aside, children }: Props) {
  return (
    <div className={classes.columns}>
      <div className={classes.column}>{children}</div>
      <div className={classes.column}>{aside}</div>
    </div>
  );
}
