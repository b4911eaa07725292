import { CloseButton } from '@mantine/core';
import classes from './FindField.module.css';

type Props<One> = {
  readonly ones: readonly One[];
  /** What the button beside it says to whoever does not see it. */
  readonly takeOut: (one: One) => string;
  readonly change: (left: readonly One[]) => void;
};

/** What was found and chosen, each to be taken out again. */
export function Chosen<One extends { readonly id: string; readonly title: string }>(props: Props<One>) {
  const { ones, takeOut, change } = props;
  if (ones.length === 0) return null;
  return (
    <ul className={classes.found}>
      {ones.map((one) => (
        <li key={one.id}>
          <span dir="auto">{one.title}</span>
          <CloseButton aria-label={takeOut(one)} onClick={() => change(ones.filter(({ id }) => id !== one.id))} />
        </li>
      ))}
    </ul>
  );
}
