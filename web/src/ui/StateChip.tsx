import { useLingui } from '@lingui/react/macro';
import { Chip } from './Chip.tsx';
import classes from './StateChip.module.css';
import type { Term } from './vocabulary.ts';

type Props = {
  readonly state: string;
  readonly terms: Readonly<Record<string, Term>>;
  readonly count?: number;
};

export function StateChip({ state, terms, count }: Props) {
  const { t } = useLingui();
  const term = terms[state];
  return (
    <Chip tone={term?.tone ?? 'neutral'} state={state} {...(count === undefined ? {} : { count })}>
      {term === undefined ? state : t(term.label)}
    </Chip>
  );
}

export type StateCount = { readonly state: string; readonly count: number };

/** Proportions at a glance; the chips beside it say the same in words, so it is hidden from screen readers. */
export function StateBar({ counts, terms }: { counts: readonly StateCount[]; terms: Props['terms'] }) {
  return (
    <span className={classes.bar} aria-hidden>
      {counts.map(({ state, count }) => (
        <span
          key={state}
          className={classes.segment}
          data-tone={terms[state]?.tone ?? 'neutral'}
          style={{ flexGrow: count }}
        />
      ))}
    </span>
  );
}
