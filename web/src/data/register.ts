import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: ['commitment', id],
    queryFn: ({ signal }) => ask('readCommitment', { params: { id }, signal }),
    meta: { live: ['record', 'feed'] },
  });
