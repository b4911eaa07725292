import { infiniteQueryOptions, queryOptions, skipToken } from '@tanstack/react-query';
import type { PersonView, RightsChange } from '#contract/rights.ts';
import { ask } from './client.ts';

/** A node has hundreds of people; a page that shows all stops here. */
const MOST_PAGES = 20;

export const peopleQuery = queryOptions({
  queryKey: ['rights', 'people'],
  queryFn: async ({ signal }) => {
    const found: PersonView[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { people, next } = await ask('listPeople', { query: cursor === undefined ? {} : { cursor }, signal });
      found.push(...people);
      if (next === null) return found;
      cursor = next;
    }
    return found;
  },
});
export const unitsQuery = queryOptions({
  queryKey: ['rights', 'units'],
  queryFn: async ({ signal }) => (await ask('listUnits', { signal })).units,
});
export const grantsQuery = queryOptions({
  queryKey: ['rights', 'grants'],
  queryFn: ({ signal }) => ask('readGrants', { signal }),
});
export const listsQuery = queryOptions({
  queryKey: ['rights', 'lists'],
  queryFn: async ({ signal }) => (await ask('listLists', { signal })).lists,
});
export const releaseLimitsQuery = queryOptions({
  queryKey: ['rights', 'release-limits'],
  queryFn: ({ signal }) => ask('listReleaseLimits', { signal }),
});
export const proposalsQuery = queryOptions({
  queryKey: ['rights', 'proposals'],
  queryFn: ({ signal }) => ask('listProposals', { signal }),
});

/** Asked anew for every change that is looked at: what it would do depends on all that was done meanwhile. */
export const effectQuery = (change: RightsChange | undefined) =>
  queryOptions({
    queryKey: ['rights', 'effect', change],
    queryFn: change === undefined ? skipToken : () => ask('whatIf', { body: { change } }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export const changeRights = (change: RightsChange, reason: string) => ask('changeRights', { body: { change, reason } });
export const decideProposal = (id: string, how: 'confirm' | 'refuse', why: string) =>
  ask(how === 'confirm' ? 'confirmProposal' : 'refuseProposal', { params: { id }, body: { why } });

export const reachQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'reach'],
    queryFn: ({ signal }) => ask('readReach', { params: { id }, signal }),
    staleTime: 0,
  });
export const explanationQuery = (id: string, person: string, action: string) =>
  queryOptions({
    queryKey: ['record', id, 'explanation', person, action],
    queryFn: ({ signal }) => ask('explainReading', { params: { id }, query: { person, action }, signal }),
    enabled: person !== '',
    staleTime: 0,
  });
/** What a change, or one that is proposed, would show to this person or hide from them, page by page. */
export type Moving = { readonly of: RightsChange | { readonly proposal: string }; readonly person: string };
export const movedRecordsQuery = ({ of, person }: Moving, which: 'gained' | 'lost') =>
  infiniteQueryOptions({
    queryKey: ['rights', 'moved', of, person, which],
    queryFn: ({ pageParam: cursor, signal }) => {
      const query = { which, person, ...(cursor === undefined ? {} : { cursor }) };
      return 'proposal' in of
        ? ask('listProposalRecords', { params: { id: of.proposal }, query, signal })
        : ask('whatIfRecords', { query, body: { change: of }, signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
