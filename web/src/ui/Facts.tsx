import type { ReactNode } from 'react';
import classes from './Facts.module.css';

export type Fact = { readonly label: string; readonly value: ReactNode; readonly wide?: boolean };

/** Label over value, in as many columns as fit. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value, wide = false }) => (
        <div key={label} className={classes.fact} data-wide={wide || undefined}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
