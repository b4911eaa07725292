import type { ReactNode } from 'react';
import classes from './Design.module.css';

type Props = {
  /** As the code calls it. */
  readonly name: string;
  readonly state?: string;
  readonly children: ReactNode;
};

/** One component in one state, by the name under which it is imported. */
export function Specimen({ name, state, children }: Props) {
  return (
    <figure className={classes.specimen} data-specimen={state === undefined ? name : `${name} ${state}`}>
      <figcaption className={classes.name}>
        <bdi dir="ltr" lang="en">
          {name}
          {state !== undefined && ` · ${state}`}
        </bdi>
      </figcaption>
      <div className={classes.shown}>{children}</div>
    </figure>
  );
}
