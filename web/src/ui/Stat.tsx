import type { ReactNode } from 'react';
import classes from './Stat.module.css';
import type { Tone } from './vocabulary.ts';

export type Figure = {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly tone?: Tone;
};

/** Figures side by side. What is wrong is said in words beside its colour. */
export function Stats({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className={classes.stats}>
      {figures.map(({ label, value, note, tone = 'neutral' }) => (
        <div key={label} className={classes.stat} data-tone={tone}>
          <dt>{label}</dt>
          <dd className={classes.value}>{value}</dd>
          {note !== undefined && <dd className={classes.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
