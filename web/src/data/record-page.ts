import type { z } from 'zod';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import type { NewRecall } from '#contract/retention.ts';
import { ask } from './client.ts';
import { usePages } from './pages.ts';

export const useVersions = (id: string) =>
  usePages({
    key: ['record', id, 'versions'],
    list: 'listVersions',
    params: { id },
    rowsOf: ({ versions }) => versions,
  });

export const useRelated = (id: string) =>
  usePages({ key: ['record', id, 'related'], list: 'listRelated', params: { id }, rowsOf: ({ related }) => related });

/** Each page is in the order of writing; the page of what was said before it comes after it. */
export const useComments = (id: string) =>
  usePages({
    key: ['record', id, 'comments'],
    list: 'listComments',
    params: { id },
    rowsOf: ({ comments }) => comments.toReversed(),
  });

export function colleaguesQuery(id: string) {
  return queryOptions({
    queryKey: ['record', id, 'colleagues'],
    queryFn: ({ signal }) => ask('listColleagues', { params: { id }, signal }),
    staleTime: 60_000,
  });
}

export function accessesOfRecord(record: string) {
  return queryOptions({
    queryKey: ['accesses', 'record', record],
    queryFn: ({ signal }) => ask('listAccesses', { query: { record }, signal }),
    // Asked once for a visit: each time it is asked is in the log too.
    staleTime: 60_000,
  });
}

export type Said = { readonly text: string; readonly mentions: readonly string[] };
export const writeComment = (id: string, { text, mentions }: Said) =>
  ask('writeComment', { params: { id }, body: { text, mentions: [...mentions] } });
export const editComment = (comment: string, body: { readonly text: string; readonly revision: number }) =>
  ask('editComment', { params: { comment }, body });
export const withdrawComment = (comment: string, revision: number) =>
  ask('withdrawComment', { params: { comment }, body: { revision } });

type RecallCode = z.input<typeof NewRecall>['code'];
/** `code`: one of a list that the page offers; the node refuses any other. */
export const recallRecord = (id: string, code: string) =>
  ask('recallRecord', { params: { id }, body: { code: code as RecallCode } });
export const placeHold = (id: string, reason: string, until: string | undefined) =>
  ask('placeHold', { params: { id }, body: { reason, ...(until === undefined ? {} : { until }) } });
export const liftHold = (id: string, hold: number, why: string) =>
  ask('liftHold', { params: { id, hold: String(hold) }, body: { why } });

type Fields = Readonly<Record<string, unknown>>;

export const versionOf = (c: string): string => c.replaceAll('+', '-').replaceAll('/', '_').slice(0, 22);

/** On the version that was read, by its commitment: with a newer one since then the node refuses. */
export const reviseRecord = (record: Fields, c: string) =>
  ask('createRecord', {
    body: { ...record, type: String(record['type']) },
    onto: `"${versionOf(c)}"`,
  });

type Shown = { readonly record: Fields; readonly c: string };

/** A version with these properties instead, on the one that is shown; undefined takes a property away. */
export const revise = ({ record, c }: Shown, changed: Fields) =>
  reviseRecord(
    Object.fromEntries(
      Object.entries({ ...record, modified: undefined, ...changed }).filter(([, value]) => value !== undefined),
    ),
    c,
  );

/** The same, and all that is on the page is asked for again. */
export function useRevise(): (shown: Shown, changed: Fields) => Promise<void> {
  const client = useQueryClient();
  return async (shown, changed) => {
    await revise(shown, changed);
    await client.invalidateQueries();
  };
}
