import { useInfiniteQuery } from '@tanstack/react-query';
import { get, address, type Query } from './client.ts';

type Paged = { readonly next: string | null };
type Wish<P extends Paged, T> = {
  readonly key: readonly unknown[];
  readonly path: string;
  readonly query?: Query;
  /** Lists name their rows by a noun. */
  readonly rowsOf: (page: P) => readonly T[];
  readonly isEnabled?: boolean;
};

/** A list that its node gives page by page, by an opaque cursor; as `DataTable` takes it. */
export function usePages<P extends Paged, T>({ key, path, query = {}, rowsOf, isEnabled = true }: Wish<P, T>) {
  const answer = useInfiniteQuery({
    queryKey: [...key, path, query],
    queryFn: ({ pageParam, signal }) => get<P>(address(path, { ...query, cursor: pageParam }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled: isEnabled,
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
