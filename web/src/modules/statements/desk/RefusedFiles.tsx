import { useProblemWords } from '../../../ui/problem-words.ts';
import classes from './Desk.module.css';
import type { Refused } from './use-files.ts';

export function RefusedFiles({ refused }: { readonly refused: readonly Refused[] }) {
  const words = useProblemWords();
  if (refused.length === 0) return null;
  return (
    <ul className={classes.refused} role="alert">
      {refused.map(({ name, error }) => {
        const { title, detail } = words(error);
        return (
          <li key={name}>
            <bdi>{name}</bdi>: {title} {detail !== undefined && <span dir="auto">{detail}</span>}
          </li>
        );
      })}
    </ul>
  );
}
