import { keepPreviousData, queryOptions } from '@tanstack/react-query';
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
    enabled: q.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

export function searchQuery({ q, type, accord }: SearchAsked, cursor?: string) {
  return queryOptions({
    queryKey: ['search', q, type, accord, cursor],
    queryFn: ({ signal }) => get<SearchResults>(address(SEARCH, { q, type, accord, cursor }), signal),
    enabled: q.trim() !== '',
    placeholderData: keepPreviousData,
  });
}
