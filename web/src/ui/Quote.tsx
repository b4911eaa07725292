import type { ReactNode } from 'react';
import classes from './Quote.module.css';

type Props = {
  readonly text: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly lang?: string | undefined;
  readonly source?: ReactNode;
};

/** Words of a source, in its own language and direction, with what stood before and after. */
export function Quote({ text, prefix = '', suffix = '', lang, source }: Props) {
  return (
    <figure className={classes.figure}>
      <blockquote className={classes.quote} dir="auto" lang={lang}>
        {prefix !== '' && <span className={classes.around}>…{prefix}</span>}
        <mark className={classes.exact}>{text}</mark>
        {suffix !== '' && <span className={classes.around}>{suffix}…</span>}
      </blockquote>
      {source !== undefined && <figcaption className={classes.source}>{source}</figcaption>}
    </figure>
  );
}
