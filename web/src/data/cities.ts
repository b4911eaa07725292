import { queryOptions } from '@tanstack/react-query';
import type { AccordView } from '#contract/accords.ts';
import type { Localized } from '#contract/session.ts';
import { ask } from './client.ts';
import { list, localizedField, text } from './fields.ts';
import { allRecords } from './queries.ts';

export type CityTerms = {
  readonly parent: string | undefined;
  readonly members: readonly { readonly party: string; readonly name: Localized }[];
  readonly memorandum: Localized;
};

/** Undefined: an accord, but not of cities. */
export function cityTerms({ accord }: Pick<AccordView, 'accord'>): CityTerms | undefined {
  if (accord['kind'] !== 'cities') return undefined;
  return {
    parent: text(accord, 'parent_ref'),
    members: list(accord, 'members').map((member) => ({
      party: text(member, 'party') ?? '',
      name: localizedField(member, 'name'),
    })),
    memorandum: localizedField(accord, 'memorandum'),
  };
}

export const cityRecordsQuery = (accord: string, type: string) =>
  queryOptions({
    queryKey: ['records', accord, type],
    queryFn: ({ signal }) => allRecords(accord, type, signal),
    meta: { live: ['record', 'feed'] },
  });

export const visitQuery = (id: string) =>
  queryOptions({
    queryKey: ['visit', id],
    queryFn: ({ signal }) => ask('readVisit', { params: { id }, signal }),
    meta: { live: ['record', 'feed'] },
  });

/** Read for a purpose, which stands in the access log: never again by itself. */
export const credentialsQuery = (visit: string, purpose: string | null) =>
  queryOptions({
    queryKey: ['credentials', visit, purpose],
    queryFn: ({ signal }) => ask('readCredentials', { params: { id: visit }, signal }),
    enabled: purpose !== null,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
