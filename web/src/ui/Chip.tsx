import { useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
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
import type { ReactNode } from 'react';
import classes from './Chip.module.css';
import type { Tone } from './vocabulary.ts';

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
  readonly tone?: Tone;
  /** For tests and styles: the state without its words. */
  readonly state?: string;
  readonly count?: number;
  readonly children: ReactNode;
};

export function Chip({ tone = 'neutral', state, count, children }: Props) {
  const { i18n } = useLingui();
  const Shape = SHAPES[tone];
  return (
    <span className={classes.chip} data-tone={tone} data-state={state}>
      <Shape size={13} stroke={2.2} aria-hidden />
      {children}
      {count !== undefined && <strong>{i18n.number(count)}</strong>}
    </span>
  );
}

/** How many wait for somebody; nothing where there are none. */
export function CountBadge({ count, label }: { readonly count: number; readonly label: string }) {
  const { i18n } = useLingui();
  if (count === 0) return null;
  return (
    <span className={classes.count}>
      <span aria-hidden>{count > 99 ? `${i18n.number(99)}+` : i18n.number(count)}</span>
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}
