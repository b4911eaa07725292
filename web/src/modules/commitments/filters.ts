import { isOpen, owing, type Commitment } from '../../data/commitment.ts';
import { isOverdue } from '../../ui/dates.ts';

export type Filters = {
  readonly theme?: string | undefined;
  readonly state?: string | undefined;
  readonly who?: string | undefined;
};

type Context = { readonly self: string; readonly themes: readonly string[]; readonly now: Date };

const UNDELIVERED = new Set(['missing', 'quarantined', 'refused', 'withheld']);

/** `state` may also be `open`, `overdue` or `undelivered`; `theme=none` means none of the accord's. */
export function matches(one: Commitment, filters: Filters, { self, themes, now }: Context): boolean {
  return (
    isOfTheme(one, filters.theme, themes) &&
    isInState(one, filters.state, now) &&
    (filters.who === undefined || isOwedBy(one, filters.who, self))
  );
}

function isOfTheme(one: Commitment, theme: string | undefined, themes: readonly string[]): boolean {
  if (theme === undefined) return true;
  return theme === 'none' ? one.theme === undefined || !themes.includes(one.theme) : one.theme === theme;
}

function isInState(one: Commitment, state: string | undefined, now: Date): boolean {
  if (state === undefined) return true;
  if (state === 'open') return isOpen(one);
  if (state === 'overdue') return isOpen(one) && one.due !== undefined && isOverdue(one.due, now);
  if (state === 'undelivered') return one.view.delivery.some((delivery) => UNDELIVERED.has(delivery.state));
  return one.view.state === state;
}

function isOwedBy(one: Commitment, who: string, self: string): boolean {
  const whose = owing(one.responsible, self);
  return whose === who || (whose === 'both' && who !== 'none');
}
