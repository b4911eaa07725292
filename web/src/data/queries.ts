import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AccordList, AccordView } from '#contract/accords.ts';
import type { EntryList, FeedList } from '#contract/feeds.ts';
import type { RecordList, RecordView } from '#contract/records.ts';
import type { RetentionView } from '#contract/retention.ts';
import type { Session } from '#contract/session.ts';
import { address, get } from './client.ts';

const API = '/api/v1';
/** A cooperation has hundreds of commitments, not millions; a page that shows all stops here and says so. */
export const MOST_PAGES = 20;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Session>(`${API}/session`, signal),
  staleTime: 5_000,
  retry: false,
});

export function accordQuery(id: string) {
  return queryOptions({
    queryKey: ['accord', id],
    queryFn: ({ signal }) => get<AccordView>(`${API}/accords/${encodeURIComponent(id)}`, signal),
  });
}

export const accordsQuery = queryOptions({
  queryKey: ['accords'],
  queryFn: ({ signal }) => get<AccordList>(`${API}/accords`, signal),
});

async function allRecords(accord: string, type: string, signal: AbortSignal): Promise<RecordView[]> {
  const records: RecordView[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const list = await get<RecordList>(address(`${API}/records`, { accord, type, cursor }), signal);
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
    queryFn: ({ signal }) => get<RecordView>(`${API}/records/${encodeURIComponent(id)}`, signal),
  });
}

export function retentionQuery(id: string) {
  return queryOptions({
    queryKey: ['record', id, 'retention'],
    queryFn: ({ signal }) => get<RetentionView>(`${API}/records/${encodeURIComponent(id)}/retention`, signal),
  });
}

export const feedsQuery = queryOptions({
  queryKey: ['feeds'],
  queryFn: ({ signal }) => get<FeedList>(`${API}/feeds`, signal),
});

export function entriesQuery(feed: string, from: number) {
  return queryOptions({
    queryKey: ['feed', feed, 'entries', from],
    queryFn: ({ signal }) =>
      get<EntryList>(address(`${API}/feeds/${encodeURIComponent(feed)}/entries`, { from }), signal),
    placeholderData: keepPreviousData,
  });
}
