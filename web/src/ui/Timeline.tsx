import type { ReactNode } from 'react';
import classes from './Timeline.module.css';
import type { Tone } from './vocabulary.ts';

export type Happening = {
  readonly id: string;
  readonly side: 'ours' | 'theirs' | 'none';
  readonly tone: Tone;
  readonly faint?: boolean;
  readonly title: ReactNode;
  readonly when?: ReactNode;
  readonly body?: ReactNode;
};

/** What happened, oldest first. Ours are filled dots, the partner's are rings: the same sign everywhere. */
export function Timeline({ happenings, label }: { happenings: readonly Happening[]; label: string }) {
  return (
    <ol className={classes.timeline} aria-label={label}>
      {happenings.map((one) => (
        <li key={one.id} className={classes.item} data-side={one.side} data-faint={one.faint === true || undefined}>
          <span className={classes.dot} data-side={one.side} aria-hidden />
          <div className={classes.line}>
            <span className={classes.title}>{one.title}</span>
            {one.when !== undefined && <span className={classes.when}>{one.when}</span>}
          </div>
          {one.body !== undefined && <div className={classes.body}>{one.body}</div>}
        </li>
      ))}
    </ol>
  );
}
