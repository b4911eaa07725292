import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AccountList, EmergencyUses, SignInSettings } from '#contract/accounts.ts';
import type { IdentityProviderView } from '#contract/identity-provider.ts';
import type { TokenList } from '#contract/security.ts';
import { address, get } from './client.ts';

const API = '/api/v1';

export const accountsQuery = infiniteQueryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal, pageParam }) => get<AccountList>(address(`${API}/accounts`, { cursor: pageParam }), signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next ?? undefined,
});

export const signInSettingsQuery = queryOptions({
  queryKey: ['sign-in-settings'],
  queryFn: ({ signal }) => get<SignInSettings>(`${API}/sign-in/settings`, signal),
});

export const identityProviderQuery = queryOptions({
  queryKey: ['identity-provider'],
  queryFn: ({ signal }) => get<IdentityProviderView>(`${API}/identity-provider`, signal),
});

export const emergencyUsesQuery = queryOptions({
  queryKey: ['emergency-uses'],
  queryFn: ({ signal }) => get<EmergencyUses>(`${API}/emergency-uses`, signal),
});

export const serviceTokensQuery = (id: string) =>
  queryOptions({
    queryKey: ['service-tokens', id],
    queryFn: ({ signal }) => get<TokenList>(`${API}/accounts/${encodeURIComponent(id)}/tokens`, signal),
  });
