import { queryOptions } from '@tanstack/react-query';
import type { PartyCard } from '#contract/partners.ts';
import { ask } from './client.ts';
import { readAll, usePages } from './pages.ts';

export const cardQuery = queryOptions({
  queryKey: ['card'],
  queryFn: ({ signal }) => ask('readCard', { signal }),
});
export const partnersQuery = queryOptions({
  queryKey: ['partners'],
  queryFn: async ({ signal }) => ({
    partners: await readAll({ list: 'listPartners', rowsOf: ({ partners }) => partners }, signal),
  }),
});
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => ask('readHealth', { signal }),
  refetchInterval: 5_000,
});
export const useLifted = () =>
  usePages({ key: ['quarantines'], list: 'listQuarantines', rowsOf: ({ lifted }) => lifted });

export const pairWith = (card: PartyCard, fingerprint: string, again: boolean) =>
  ask('pairPartner', { body: { card, fingerprint, ...(again ? { again } : {}) } });
export const replaceKey = (compromised: boolean) => ask('replaceKey', { body: { compromised } });
export const liftQuarantine = (feed: string, reason: string) =>
  ask('liftQuarantine', { params: { id: feed }, body: { reason } });
