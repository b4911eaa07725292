import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { LOOKS, type RegisterFilter } from '#contract/register.ts';
import { ask } from './client.ts';

const live = { live: ['record', 'feed'] };

export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: ['commitment', id],
    queryFn: ({ signal }) => ask('readCommitment', { params: { id }, signal }),
    meta: live,
  });

/** Counted as the list is narrowed. */
export const figuresQuery = (filter: RegisterFilter) =>
  queryOptions({
    queryKey: ['register-figures', filter],
    queryFn: ({ signal }) => ask('readFigures', { query: filter, signal }),
    placeholderData: keepPreviousData,
    meta: live,
  });

type Given = Readonly<Record<string, string | undefined>>;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Of an address: what the node does not know is left out, so that an old link still shows the list. */
export function registerFilter(accord: string, given: Given): RegisterFilter {
  const { theme, state, lead, rating } = given;
  const words = given['words']?.trim().slice(0, 200) || undefined;
  const mark = LOOKS.find((one) => one === given['mark']);
  const who = (['ours', 'theirs', 'both'] as const).find((one) => one === given['who']);
  const [from, until] = [given['from'], given['until']].map((day) => (day && DAY.test(day) ? day : undefined));
  const all = { theme, state, mark, who, lead, rating, from, until, words };
  return {
    accord,
    ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  };
}
