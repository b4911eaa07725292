import { useInfiniteQuery, type QueryMeta } from '@tanstack/react-query';
import type { AnswerOf } from '#contract/api.ts';
import type { Operation } from '#contract/operations.ts';
import { ask } from './client.ts';

/** Operations that answer a list with `next`. */
export type Listing = {
  [Name in Operation]: AnswerOf<Name> extends { readonly next: string | null } ? Name : never;
}[Operation];
type Asked<Name extends Listing, T> = {
  readonly list: Name;
  /** What its address names. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Lists name their rows by a noun. */
  readonly rowsOf: (page: AnswerOf<Name>) => readonly T[];
};
type Wish<Name extends Listing, T> = Asked<Name, T> & {
  readonly key: readonly unknown[];
  readonly isEnabled?: boolean;
  /** Kinds of changes after which it is asked for anew. */
  readonly meta?: QueryMeta;
};

// Each of these takes what its address names, its query, a cursor, and nothing else.
const read = ask as unknown as <Name extends Listing>(
  name: Name,
  call: Pick<Asked<Name, unknown>, 'params' | 'query'> & { readonly signal: AbortSignal },
) => Promise<AnswerOf<Name> & { readonly next: string | null }>;

/** All pages of what a page needs whole, since it is few by what it is: the accords of a node, its feeds. */
export async function readAll<Name extends Listing, T>(
  { list, params = {}, query = {}, rowsOf }: Asked<Name, T>,
  signal: AbortSignal,
): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor: string | undefined, isMore = true; isMore;) {
    const page = await read(list, { params, query: { ...query, cursor }, signal });
    rows.push(...rowsOf(page));
    isMore = page.next !== null;
    cursor = page.next ?? undefined;
  }
  return rows;
}

/** A list that its node gives page by page, by an opaque cursor; as `DataTable` takes it. */
export function usePages<Name extends Listing, T>({
  key,
  list,
  params = {},
  query = {},
  rowsOf,
  isEnabled = true,
  meta,
}: Wish<Name, T>) {
  const answer = useInfiniteQuery({
    queryKey: [...key, list, query],
    queryFn: ({ pageParam, signal }) => read(list, { params, query: { ...query, cursor: pageParam }, signal }),
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
