import { queryOptions } from '@tanstack/react-query';
import type { Colleagues, CommentList, CommentView } from '#contract/comments.ts';
import type { RecordVersions, RelatedRecords } from '#contract/record-page.ts';
import type { RecordView } from '#contract/records.ts';
import type { RetentionView } from '#contract/retention.ts';
import { get, post } from './client.ts';

const at = (id: string, what = '') => `/api/v1/records/${encodeURIComponent(id)}${what}`;
const comment = (id: string, what: string) => `/api/v1/comments/${encodeURIComponent(id)}/${what}`;

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: ['record', id, 'versions'],
    queryFn: ({ signal }) => get<RecordVersions>(at(id, '/versions'), signal),
  });
}

export function relatedQuery(id: string) {
  return queryOptions({
    queryKey: ['record', id, 'related'],
    queryFn: ({ signal }) => get<RelatedRecords>(at(id, '/related'), signal),
  });
}

export function commentsQuery(id: string) {
  return queryOptions({
    queryKey: ['record', id, 'comments'],
    queryFn: ({ signal }) => get<CommentList>(at(id, '/comments'), signal),
    // Comments are no records: the event stream does not tell of them.
    refetchInterval: 15_000,
  });
}

export function colleaguesQuery(id: string) {
  return queryOptions({
    queryKey: ['record', id, 'colleagues'],
    queryFn: ({ signal }) => get<Colleagues>(at(id, '/colleagues'), signal),
    staleTime: 60_000,
  });
}

export type Said = { readonly text: string; readonly mentions: readonly string[] };
export const writeComment = (id: string, said: Said) => post<CommentView>(at(id, '/comments'), said);
export const editComment = (id: string, said: { readonly text: string; readonly revision: number }) =>
  post<CommentView>(comment(id, 'text'), said);
export const withdrawComment = (id: string, revision: number) =>
  post<CommentView>(comment(id, 'withdraw'), { revision });

export const recallRecord = (id: string, code: string) => post<RetentionView>(at(id, '/recall'), { code });
export const placeHold = (id: string, reason: string, until: string | undefined) =>
  post<RetentionView>(at(id, '/holds'), { reason, ...(until === undefined ? {} : { until }) });
export const liftHold = (id: string, hold: number, why: string) =>
  post<RetentionView>(at(id, `/holds/${hold}/lift`), { why });

/** On the version that was read, by its commitment: with a newer one since then the node refuses. */
export const reviseRecord = (record: Readonly<Record<string, unknown>>, c: string) =>
  post<RecordView>('/api/v1/records', record, `"${c.replaceAll('+', '-').replaceAll('/', '_').slice(0, 22)}"`);
