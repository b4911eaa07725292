import { useLingui } from '@lingui/react/macro';
import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconCircleDotted,
  IconCircleHalf2,
  IconCircleMinus,
  IconFlag,
  IconHourglass,
} from '@tabler/icons-react';
import classes from './StateChip.module.css';
import type { Term, Tone } from './vocabulary.ts';

// The shape says it too: colour is never the only sign.
const SHAPES: Readonly<Record<Tone, typeof IconCircle>> = {
  neutral: IconCircle,
  wait: IconHourglass,
  agreed: IconCircleDotted,
  work: IconCircleHalf2,
  done: IconCircleCheck,
  warn: IconFlag,
  bad: IconAlertTriangle,
  ended: IconCircleMinus,
};

type Props = {
  readonly state: string;
  readonly terms: Readonly<Record<string, Term>>;
  readonly count?: number;
};

export function StateChip({ state, terms, count }: Props) {
  const { t, i18n } = useLingui();
  const term = terms[state];
  const tone = term?.tone ?? 'neutral';
  const Shape = SHAPES[tone];
  return (
    <span className={classes.chip} data-tone={tone} data-state={state}>
      <Shape size={13} stroke={2.2} aria-hidden />
      {term === undefined ? state : t(term.label)}
      {count !== undefined && <strong>{i18n.number(count)}</strong>}
    </span>
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
