import { queryOptions } from '@tanstack/react-query';
import type { Call } from '#contract/api.ts';
import { ask } from './client.ts';

export const subjectRequestQuery = (id: string) =>
  queryOptions({
    queryKey: ['subject-requests', id],
    queryFn: ({ signal }) => ask('readSubjectRequest', { params: { id }, signal }),
    meta: { live: ['record', 'feed'] },
  });

export const registerRequest = (body: Call<'registerSubjectRequest'>['body']) =>
  ask('registerSubjectRequest', { body });
export const decideRequest = (id: string, body: Call<'decideSubjectRequest'>['body']) =>
  ask('decideSubjectRequest', { params: { id }, body });
export const extendRequest = (id: string, until: string, reason: string) =>
  ask('extendSubjectRequest', { params: { id }, body: { until, reason } });
