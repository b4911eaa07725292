import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { RecordView } from '#contract/records.ts';
import { ask } from './client.ts';
import { readAll } from './pages.ts';

/** A cooperation has hundreds of commitments, not millions; a page that shows all stops here and says so. */
export const MOST_PAGES = 20;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => ask('readSession', { signal }),
  staleTime: 5_000,
  retry: false,
});

export function accordQuery(id: string) {
  return queryOptions({
    queryKey: ['accord', id],
    queryFn: ({ signal }) => ask('readAccord', { params: { id }, signal }),
  });
}

export const accordsQuery = queryOptions({
  queryKey: ['accords'],
  queryFn: async ({ signal }) => ({
    accords: await readAll({ list: 'listAccords', rowsOf: ({ accords }) => accords }, signal),
  }),
});

export async function allRecords(accord: string, type: string, signal: AbortSignal): Promise<RecordView[]> {
  const records: RecordView[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const list = await ask('listRecords', { query: { accord, type, cursor }, signal });
    records.push(...list.records);
    if (list.next === null) return records;
    cursor = list.next;
  }
  return records;
}

export function commitmentsQuery(accord: string) {
  return queryOptions({
    queryKey: ['records', accord, 'commitment'],
    queryFn: ({ signal }) => allRecords(accord, 'commitment', signal),
  });
}

export function recordQuery(id: string) {
  return queryOptions({
    queryKey: ['record', id],
    queryFn: ({ signal }) => ask('readRecord', { params: { id }, signal }),
  });
}

export function retentionQuery(id: string) {
  return queryOptions({
    queryKey: ['record', id, 'retention'],
    queryFn: ({ signal }) => ask('readRetention', { params: { id }, signal }),
  });
}

export const feedsQuery = queryOptions({
  queryKey: ['feeds'],
  queryFn: async ({ signal }) => ({
    feeds: await readAll({ list: 'listFeeds', rowsOf: ({ feeds }) => feeds }, signal),
  }),
});

export function entriesQuery(feed: string, from: number) {
  return queryOptions({
    queryKey: ['feed', feed, 'entries', from],
    queryFn: ({ signal }) => ask('listEntries', { params: { id: feed }, query: { from: String(from) }, signal }),
    placeholderData: keepPreviousData,
  });
}
