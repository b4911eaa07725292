import { ed25519Verify } from '#platform';
import { contentDigest } from './message.ts';
import type { Fields, PinnedKey, RequestHead, ResponseMessage, Sign } from './message.ts';
import { TAG, verifyDigest } from './request.ts';
import { findSignature, signatureBase, signatureFields, signatureParams, unsigned } from './signature-base.ts';
import type { Component, SignatureParameters } from './signature-base.ts';

// RFC 9421 section 2.4. The request's signature covers a nonce that is used once, so it stands for that one request:
// a response to any other request, also of the same session, does not fit.
const COMPONENTS: readonly Component[] = [
  { name: '@status' },
  { name: 'content-digest' },
  { name: 'signature', req: true, key: 'sig' },
];

/** Returns the fields to send: content-digest, signature-input, signature. `request` must have been verified. */
export async function signResponse(
  response: Omit<ResponseMessage, 'headers'>,
  request: RequestHead,
  keyId: string,
  sign: Sign,
): Promise<Fields> {
  const headers = { 'content-digest': contentDigest(response.body) };
  const parameters = parametersOf(keyId);
  const signature = await sign(signatureBase(COMPONENTS, parameters, { ...response, headers, request }));
  return { ...headers, ...signatureFields(signatureParams(COMPONENTS, parameters), signature) };
}

/** Throws unless `response` is the answer of a pinned key to exactly this request; else the key. */
export function verifyResponse(response: ResponseMessage, request: RequestHead, pinned: PinnedKey): Uint8Array {
  const parameters = parametersOf(pinned.keyId);
  const { input, signature } = findSignature(response.headers);
  if (input !== signatureParams(COMPONENTS, parameters))
    throw unsigned('it covers something else, or another party signed it');
  const base = signatureBase(COMPONENTS, parameters, { ...response, request });
  const by = [pinned.publicKey, ...(pinned.earlier ?? [])].find((key) => ed25519Verify(key, base, signature));
  if (!by) throw unsigned('the signature does not match');
  verifyDigest(response);
  return by;
}

function parametersOf(keyId: string): SignatureParameters {
  return [
    ['keyid', keyId],
    ['tag', TAG],
  ];
}
