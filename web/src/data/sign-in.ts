import { queryOptions } from '@tanstack/react-query';
import type { SetUp, WaysIn } from '#contract/sign-in.ts';
import { ask, get, post } from './client.ts';

const AUTH = '/api/auth';

export const waysInQuery = queryOptions({
  queryKey: ['ways-in'],
  queryFn: ({ signal }) => get<WaysIn>(`${AUTH}/ways`, signal),
});

export const securityQuery = queryOptions({
  queryKey: ['security'],
  queryFn: ({ signal }) => ask('readSecurity', { signal }),
});

export const ownTokensQuery = queryOptions({
  queryKey: ['own-tokens'],
  queryFn: ({ signal }) => ask('listOwnTokens', { signal }),
});

export const giveCode = (code: string): Promise<unknown> => post(`${AUTH}/second-factor`, { code });
export const setUp = (wanted: SetUp): Promise<unknown> => post(`${AUTH}/set-up`, wanted);

/** Leaves for the identity provider. */
export async function goToProvider(): Promise<void> {
  const { url } = await post<{ url: string }>(`${AUTH}/provider/begin`, {});
  location.assign(url);
}

export const canUsePasskeys = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

/** `autofill`: offered in a field, until one is chosen or the signal ends it. */
export async function signInByPasskey(autofill?: AbortSignal): Promise<void> {
  const options = await get<PublicKeyCredentialRequestOptionsJSON>(`${AUTH}/passkey/generate-authenticate-options`);
  const credential = await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    ...(autofill === undefined ? {} : { mediation: 'conditional', signal: autofill }),
  });
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('no passkey', 'NotAllowedError');
  await post(`${AUTH}/passkey/verify-authentication`, { response: credential.toJSON() });
}

export async function addPasskey(name: string): Promise<void> {
  const options = await get<PublicKeyCredentialCreationOptionsJSON>(`${AUTH}/passkey/generate-register-options`);
  const credential = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  });
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('no passkey', 'NotAllowedError');
  await post(`${AUTH}/passkey/verify-registration`, { response: credential.toJSON(), name });
}

/** The person, or the device, said no; or it took too long. */
export const wasDeclined = (error: unknown): boolean =>
  error instanceof DOMException && ['NotAllowedError', 'AbortError', 'InvalidStateError'].includes(error.name);
