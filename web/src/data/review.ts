import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from './client.ts';

const live = { live: ['record', 'feed'] };

export type Edition = 'restricted' | 'public';
export type Asked = {
  readonly accord: string;
  readonly edition: Edition;
  readonly from: string;
  readonly until: string;
};

export const dashboardQuery = (accord: string) =>
  queryOptions({
    queryKey: ['dashboard', accord],
    queryFn: ({ signal }) => ask('readDashboard', { query: { accord }, signal }),
    meta: live,
  });

export const reviewsQuery = (accord: string) =>
  queryOptions({
    queryKey: ['reviews', accord],
    queryFn: ({ signal }) => ask('listReviews', { query: { accord }, signal }),
    meta: live,
  });

export const reviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['review', id],
    queryFn: ({ signal }) => ask('readReview', { params: { id }, signal }),
    meta: live,
  });

export const draftQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['review-draft', asked],
    queryFn: ({ signal }) => ask('draftReview', { query: asked, signal }),
    meta: live,
  });

export const statementDraftQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['statement-draft', asked],
    queryFn: ({ signal }) => ask('draftStatement', { query: asked, signal }),
  });

/** The other side is asked to sign what the node finds; each side counts its rights for itself first. */
export function useExchange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: Asked) => ask('exchangeReview', { body: asked }),
    onSettled: () => client.invalidateQueries(),
  });
}

export function useCountRights() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ accord, from, until }: Asked) => ask('countRights', { body: { accord, from, until } }),
    onSettled: () => client.invalidateQueries(),
  });
}

export const useDivergence = () =>
  useMutation({
    mutationFn: ({ draft, published }: { readonly draft: string; readonly published: string }) =>
      ask('compareStatements', { body: { a: { text: draft }, b: { text: published } } }),
  });
