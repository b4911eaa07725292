import { queryOptions } from '@tanstack/react-query';
import type { LiftedList } from '#contract/feeds.ts';
import type { HealthView } from '#contract/health.ts';
import type { KeyView, PartnerView, PartyCard } from '#contract/partners.ts';
import type { RetentionView } from '#contract/retention.ts';
import { get, post } from './client.ts';

const API = '/api/v1';

export type OwnCardView = { readonly card: PartyCard; readonly fingerprint: string; readonly keys: readonly KeyView[] };

export const cardQuery = queryOptions({
  queryKey: ['card'],
  queryFn: ({ signal }) => get<OwnCardView>(`${API}/card`, signal),
});
export const partnersQuery = queryOptions({
  queryKey: ['partners'],
  queryFn: ({ signal }) => get<{ partners: PartnerView[] }>(`${API}/partners`, signal),
  refetchInterval: 10_000,
});
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => get<HealthView>(`${API}/node/health`, signal),
  refetchInterval: 5_000,
});
export const liftedQuery = queryOptions({
  queryKey: ['quarantines'],
  queryFn: ({ signal }) => get<LiftedList>(`${API}/quarantines`, signal),
});

export const pairWith = (card: PartyCard, fingerprint: string, again: boolean) =>
  post<PartnerView>(`${API}/partners`, { card, fingerprint, ...(again ? { again } : {}) });
export const replaceKey = (compromised: boolean) => post<OwnCardView>(`${API}/key`, { compromised });
export const liftQuarantine = (feed: string, reason: string) =>
  post<unknown>(`${API}/feeds/${encodeURIComponent(feed)}/lift`, { reason });

const record = (id: string) => `${API}/records/${encodeURIComponent(id)}`;

export const placeHold = (id: string, reason: string, until: string | undefined) =>
  post<RetentionView>(`${record(id)}/holds`, { reason, ...(until === undefined ? {} : { until }) });
export const liftHold = (id: string, hold: number, why: string) =>
  post<RetentionView>(`${record(id)}/holds/${hold}/lift`, { why });
export const recallRecord = (id: string, code: string) => post<RetentionView>(`${record(id)}/recall`, { code });
