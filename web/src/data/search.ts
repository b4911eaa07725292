import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SearchResults } from '#contract/search.ts';
import { address, get } from './client.ts';

const SEARCH = '/api/v1/search';

export type SearchAsked = {
  readonly q: string;
  readonly type?: string | undefined;
  readonly accord?: string | undefined;
};

/** The best few while somebody types; the results before stay until the next are there. */
export function suggestionsQuery(q: string) {
  return queryOptions({
    queryKey: ['search', 'typing', q],
    queryFn: ({ signal }) => get<SearchResults>(address(SEARCH, { q, limit: 8, facets: 'no' }), signal),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

/** Page after page. */
export function allFoundQuery({ q, type, accord }: SearchAsked) {
  return infiniteQueryOptions({
    queryKey: ['search', q, type, accord],
    queryFn: ({ signal, pageParam }) =>
      get<SearchResults>(address(SEARCH, { q, type, accord, cursor: pageParam }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: q.trim() !== '',
    placeholderData: keepPreviousData,
  });
}
