import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  Changed,
  Effect,
  GrantTable,
  ListView,
  PersonView,
  ProposalView,
  ReleaseLimits,
  RightsChange,
  UnitView,
} from '#contract/rights.ts';
import { address, ask, get, post } from './client.ts';

const API = '/api/v1';
/** A node has hundreds of people; a page that shows all stops here. */
const MOST_PAGES = 20;

async function allOf<T>(path: string, noun: string, signal: AbortSignal): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const list = await get<Record<string, unknown>>(address(path, { cursor }), signal);
    found.push(...(list[noun] as T[]));
    if (typeof list['next'] !== 'string') return found;
    cursor = list['next'];
  }
  return found;
}

export const peopleQuery = queryOptions({
  queryKey: ['rights', 'people'],
  queryFn: ({ signal }) => allOf<PersonView>(`${API}/people`, 'people', signal),
});
export const unitsQuery = queryOptions({
  queryKey: ['rights', 'units'],
  queryFn: async ({ signal }) => (await get<{ units: UnitView[] }>(`${API}/units`, signal)).units,
});
export const grantsQuery = queryOptions({
  queryKey: ['rights', 'grants'],
  queryFn: ({ signal }) => get<GrantTable>(`${API}/grants`, signal),
});
export const listsQuery = queryOptions({
  queryKey: ['rights', 'lists'],
  queryFn: async ({ signal }) => (await get<{ lists: ListView[] }>(`${API}/lists`, signal)).lists,
});
export const releaseLimitsQuery = queryOptions({
  queryKey: ['rights', 'release-limits'],
  queryFn: ({ signal }) => get<ReleaseLimits>(`${API}/release-limits`, signal),
});
export const proposalsQuery = queryOptions({
  queryKey: ['rights', 'proposals'],
  queryFn: ({ signal }) => get<{ proposals: ProposalView[]; next: string | null }>(`${API}/proposals`, signal),
});

/** Asked anew for every change that is looked at: what it would do depends on all that was done meanwhile. */
export const effectQuery = (change: RightsChange | undefined) =>
  queryOptions({
    queryKey: ['rights', 'effect', change],
    queryFn: () => post<Effect>(`${API}/rights/what-if`, { change }),
    enabled: change !== undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export const changeRights = (change: RightsChange, reason: string) =>
  post<Changed>(`${API}/rights/changes`, { change, reason });
export const decideProposal = (id: string, how: 'confirm' | 'refuse', why: string) =>
  post<{ state: string }>(`${API}/proposals/${encodeURIComponent(id)}/${how}`, { why });

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
