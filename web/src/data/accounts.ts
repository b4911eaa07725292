import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';
import { usePages } from './pages.ts';

export const accountsQuery = infiniteQueryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal, pageParam }) =>
    ask('listAccounts', { query: pageParam === undefined ? {} : { cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next ?? undefined,
});

export const signInSettingsQuery = queryOptions({
  queryKey: ['sign-in-settings'],
  queryFn: ({ signal }) => ask('readSignInSettings', { signal }),
});

export const identityProviderQuery = queryOptions({
  queryKey: ['identity-provider'],
  queryFn: ({ signal }) => ask('readIdentityProvider', { signal }),
});

export const useEmergencyUses = () =>
  usePages({ key: ['emergency-uses'], list: 'listEmergencyUses', rowsOf: ({ uses }) => uses });

export const serviceTokensQuery = (id: string) =>
  queryOptions({
    queryKey: ['service-tokens', id],
    queryFn: ({ signal }) => ask('listServiceTokens', { params: { id }, signal }),
  });
