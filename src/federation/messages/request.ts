import { ed25519Verify, toBase64 } from '#platform';
import { contentDigest } from './message.ts';
import type { Fields, RequestHead, RequestMessage, Sign } from './message.ts';
import { findSignature, signatureBase, signatureFields, signatureParams, unsigned } from './signature-base.ts';
import type { Component, SignatureParameters } from './signature-base.ts';

export const TAG = 'entente-1';

const COMPONENTS: readonly Component[] = [{ name: '@method' }, { name: '@target-uri' }, { name: 'content-digest' }];

/**
 * `recipient` names the party that the request is meant for, so that a partner cannot pass it on to a third one.
 * `challenge` is the session that it belongs to; without one the request can only ask for a challenge.
 */
export type Nonce = { readonly recipient: string; readonly challenge: string | undefined; readonly unique: string };

export type SignedBy = { readonly keyId: string; readonly nonce: Nonce };

/** Returns the fields to send: content-digest, signature-input, signature. */
export async function signRequest(request: Omit<RequestMessage, 'headers'>, by: SignedBy, sign: Sign): Promise<Fields> {
  const headers = { 'content-digest': contentDigest(request.body) };
  const parameters = parametersOf(by.keyId, spellNonce(by.nonce));
  const signature = await sign(signatureBase(COMPONENTS, parameters, { ...request, headers }));
  return { ...headers, ...signatureFields(signatureParams(COMPONENTS, parameters), signature) };
}

/** Who a request says that it is from: what to look the key up by, and nothing more. */
export function claimedSigner(headers: Fields): SignedBy {
  const { parameters, input } = findSignature(headers);
  const keyId = parameters.get('keyid');
  const nonce = parameters.get('nonce');
  if (typeof keyId !== 'string' || typeof nonce !== 'string') throw unsigned('no keyid or nonce');
  if (input !== signatureParams(COMPONENTS, parametersOf(keyId, nonce))) throw unsigned('it covers something else');
  return { keyId, nonce: readNonce(nonce) };
}

/** The signature alone, which covers the digest and not the body: so it is checked before any of the body is read. */
export function verifyRequestHead(
  request: RequestHead,
  publicKeys: readonly Uint8Array[],
): SignedBy & { readonly key: Uint8Array } {
  const by = claimedSigner(request.headers);
  const base = signatureBase(COMPONENTS, parametersOf(by.keyId, spellNonce(by.nonce)), request);
  const { signature } = findSignature(request.headers);
  const key = publicKeys.find((one) => ed25519Verify(one, base, signature));
  if (!key) throw unsigned('the signature does not match');
  return { ...by, key };
}

export function verifyDigest({ headers, body }: { readonly headers: Fields; readonly body: Uint8Array }): void {
  if (headers['content-digest'] !== contentDigest(body)) throw unsigned('the body does not match its digest');
}

export function verifyRequest(request: RequestMessage, publicKey: Uint8Array): SignedBy {
  const { key: _, ...by } = verifyRequestHead(request, [publicKey]);
  verifyDigest(request);
  return by;
}

function parametersOf(keyId: string, nonce: string): SignatureParameters {
  return [
    ['keyid', keyId],
    ['nonce', nonce],
    ['tag', TAG],
  ];
}

/** Standard base64, 16 bytes. */
const UNIQUE = /^[A-Za-z0-9+/]{21}[AQgw]==$/;
const NONCE = /^(?<recipient>[\w-]{1,80})\.(?<challenge>[A-Za-z0-9+/=]{0,80})\.(?<unique>[A-Za-z0-9+/=]{24})$/;

export function uniqueNonce(randomness: (bytes: number) => Uint8Array): string {
  return toBase64(randomness(16));
}

function spellNonce({ recipient, challenge = '', unique }: Nonce): string {
  return `${recipient}.${challenge}.${unique}`;
}

function readNonce(text: string): Nonce {
  const { recipient, challenge, unique } = NONCE.exec(text)?.groups ?? {};
  if (recipient === undefined || unique === undefined || !UNIQUE.test(unique)) throw unsigned('the nonce is malformed');
  return { recipient, challenge: challenge || undefined, unique };
}
