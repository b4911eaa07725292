import type { Theme } from '../../data/accord-terms.ts';
import { isOpen, type Commitment } from '../../data/commitment.ts';
import { isOverdue, isoDay, lastDay, nextBy, parseCadence } from '../../ui/dates.ts';
import type { StateCount } from '../../ui/StateChip.tsx';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';

export type NextDate =
  | { readonly kind: 'due'; readonly date: string; readonly overdue: boolean }
  | { readonly kind: 'cadence'; readonly date: string }
  | { readonly kind: 'none' };

export type Standing = {
  readonly theme: Theme;
  readonly total: number;
  readonly counts: readonly StateCount[];
  readonly next: NextDate;
};

const ORDER = Object.keys(COMMITMENT_STATES);

/** How many in each state, the worst first. */
export function countStates(commitments: readonly Commitment[]): StateCount[] {
  const counts = new Map<string, number>();
  for (const { view } of commitments) counts.set(view.state, (counts.get(view.state) ?? 0) + 1);
  return [...counts].map(([state, count]) => ({ state, count })).toSorted((a, b) => rank(a.state) - rank(b.state));
}

function rank(state: string): number {
  const place = ORDER.indexOf(state);
  return place === -1 ? ORDER.length : place;
}

/** The earliest open due date; else the next turn of the cadence, counted from when the accord came into force. */
export function nextDate(
  commitments: readonly Commitment[],
  cadence: string | undefined,
  { anchor, now }: { readonly anchor: string | undefined; readonly now: Date },
): NextDate {
  const due = commitments
    .filter(isOpen)
    .flatMap((one) => (one.due === undefined || lastDay(one.due) === undefined ? [] : [one.due]))
    .toSorted((a, b) => (lastDay(a)?.getTime() ?? 0) - (lastDay(b)?.getTime() ?? 0))[0];
  if (due !== undefined) return { kind: 'due', date: due, overdue: isOverdue(due, now) };
  const turn = cadence === undefined ? undefined : parseCadence(cadence);
  if (turn === undefined || anchor === undefined) return { kind: 'none' };
  return { kind: 'cadence', date: isoDay(nextBy(turn, new Date(anchor), now)) };
}

export function standing(
  theme: Theme,
  commitments: readonly Commitment[],
  clock: { readonly anchor: string | undefined; readonly now: Date },
): Standing {
  const own = commitments.filter((one) => one.theme === theme.key);
  const cadence = theme.cadence ?? own.find((one) => one.recurrence !== undefined)?.recurrence;
  return { theme, total: own.length, counts: countStates(own), next: nextDate(own, cadence, clock) };
}
