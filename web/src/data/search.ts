import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

export type SearchAsked = {
  readonly q: string;
  readonly type?: string | undefined;
  readonly accord?: string | undefined;
};

/** The best few while somebody types, of one accord or of all; the results before stay until the next are there. */
export function suggestionsQuery(q: string, accord?: string) {
  return queryOptions({
    queryKey: ['search', 'typing', q, accord],
    queryFn: ({ signal }) => ask('search', { query: { q, accord, limit: '8', facets: 'no' }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

/** Page after page. */
export function allFoundQuery({ q, type, accord }: SearchAsked) {
  return infiniteQueryOptions({
    queryKey: ['search', q, type, accord],
    queryFn: ({ signal, pageParam }) => ask('search', { query: { q, type, accord, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: q.trim() !== '',
    placeholderData: keepPreviousData,
  });
}
