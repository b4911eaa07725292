import { useInfiniteQuery, type QueryMeta } from '@tanstack/react-query';
import type { AnswerOf, Call } from '#contract/api.ts';
import type { Operation } from '#contract/operations.ts';
import { ask } from './client.ts';

/** Operations that answer a list with `next`. */
export type Listing = {
  [Name in Operation]: AnswerOf<Name> extends { readonly next: string | null }
    ? Call<Name> extends { readonly params: unknown }
      ? never
      : Name
    : never;
}[Operation];
type Wish<Name extends Listing, T> = {
  readonly key: readonly unknown[];
  readonly list: Name;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Lists name their rows by a noun. */
  readonly rowsOf: (page: AnswerOf<Name>) => readonly T[];
  readonly isEnabled?: boolean;
  /** Kinds of changes after which it is asked for anew. */
  readonly meta?: QueryMeta;
};

/** A list that its node gives page by page, by an opaque cursor; as `DataTable` takes it. */
export function usePages<Name extends Listing, T>({
  key,
  list,
  query = {},
  rowsOf,
  isEnabled = true,
  meta,
}: Wish<Name, T>) {
  // Each of these takes its query, a cursor and nothing else.
  const read = ask as unknown as (
    name: Name,
    call: { readonly query: Wish<Name, T>['query']; readonly signal: AbortSignal },
  ) => Promise<AnswerOf<Name> & { readonly next: string | null }>;
  const answer = useInfiniteQuery({
    queryKey: [...key, list, query],
    queryFn: ({ pageParam, signal }) => read(list, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled: isEnabled,
    ...(meta === undefined ? {} : { meta }),
  });
  return {
    rows: answer.data?.pages.flatMap((page) => rowsOf(page)),
    error: answer.error,
    retry: () => void answer.refetch(),
    more: {
      has: answer.hasNextPage,
      isLoading: answer.isFetchingNextPage,
      load: () => void answer.fetchNextPage(),
    },
  };
}
