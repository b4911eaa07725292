import type { ReactNode } from 'react';
import classes from './Comment.module.css';
import { Moment } from './When.tsx';

type Props = {
  readonly who: string;
  /** Unit or role, as it was when it was written. */
  readonly what?: string;
  readonly side: 'ours' | 'theirs';
  readonly at: string;
  readonly text: string;
  readonly lang?: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
};

/** Words of a person about a record, in their own language and direction. */
export function Comment({ who, what, side, at, text, lang, note, actions }: Props) {
  return (
    <article className={classes.comment} data-side={side}>
      <header className={classes.head}>
        <strong>
          <bdi>{who}</bdi>
        </strong>
        {what !== undefined && (
          <span className={classes.faint}>
            <bdi>{what}</bdi>
          </span>
        )}
        <span className={classes.faint}>
          <Moment at={at} />
        </span>
        {note}
      </header>
      <p className={classes.text} dir="auto" lang={lang}>
        {text}
      </p>
      {actions !== undefined && <footer className={classes.actions}>{actions}</footer>}
    </article>
  );
}
