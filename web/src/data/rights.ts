import { queryOptions } from '@tanstack/react-query';
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
import { address, get, post } from './client.ts';

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
