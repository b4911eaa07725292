import { queryOptions } from '@tanstack/react-query';
import type { Call } from '#contract/api.ts';
import { ask } from './client.ts';

const live = { live: ['notice'] };

export const sealKeysQuery = queryOptions({
  queryKey: ['seal-keys'],
  queryFn: ({ signal }) => ask('listSealKeys', { signal }),
});
export const sealQuery = (id: string) =>
  queryOptions({
    queryKey: ['seal', id],
    queryFn: ({ signal }) => ask('readSeal', { params: { id }, signal }),
    meta: live,
  });
/** The newest of a record. */
export const sealsOfRecord = (record: string) =>
  queryOptions({
    queryKey: ['seals', 'record', record],
    queryFn: ({ signal }) => ask('listSeals', { query: { record }, signal }),
  });

export const putSealKey = (body: Call<'putSealKey'>['body']) => ask('putSealKey', { body });
export const makeSeal = (body: Call<'makeSeal'>['body']) => ask('makeSeal', { body });
export const askOpening = (id: string, reason: string) => ask('askOpening', { params: { id }, body: { reason } });
export const grantOpening = (id: string, half: string) => ask('decideOpening', { params: { id }, body: { half } });
export const refuseOpening = (id: string, why: string) => ask('decideOpening', { params: { id }, body: { why } });
export const passHalf = (id: string, publicKey: string, half: string) =>
  ask('passSealHalf', { params: { id }, body: { publicKey, half } });
