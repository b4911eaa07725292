import type { ReactNode } from 'react';
import classes from './Section.module.css';

type Props = {
  readonly title: string;
  readonly note?: ReactNode;
  readonly aside?: ReactNode;
  readonly flush?: boolean;
  readonly children: ReactNode;
};

/** A card with a heading; `flush` for tables and lists that bring their own edges. */
export function Section({ title, note, aside, flush = false, children }: Props) {
  return (
    <section className={classes.section} aria-label={title}>
      <header className={classes.header}>
        <div>
          <h2 className={classes.title}>{title}</h2>
          {note !== undefined && <p className={classes.note}>{note}</p>}
        </div>
        {aside}
      </header>
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
