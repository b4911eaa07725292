// docs/protocol/messages.md: RFC 9421 in one list and one spelling for each direction, RFC 9530 digests.
import { base64, demand, fromBase64, isSigned, sha256, utf8 } from './encoding.mjs';

const REQUEST = '("@method" "@target-uri" "content-digest")';
const ANSWER = '("@status" "content-digest" "signature";req;key="sig")';

export const digest = (body) => `sha-256=:${base64(sha256(body))}:`;

export function requestBase({ method, url, headers }) {
  const { 'content-digest': contentDigest, 'signature-input': input } = headers;
  return [
    `"@method": ${method}`,
    `"@target-uri": ${url}`,
    `"content-digest": ${contentDigest}`,
    `"@signature-params": ${input.slice('sig='.length)}`,
  ].join('\n');
}

export function answerBase({ status, headers }, request) {
  const { 'content-digest': contentDigest, 'signature-input': input } = headers;
  return [
    `"@status": ${status}`,
    `"content-digest": ${contentDigest}`,
    `"signature";req;key="sig": ${request.headers.signature.slice('sig='.length)}`,
    `"@signature-params": ${input.slice('sig='.length)}`,
  ].join('\n');
}

const signatureOf = ({ signature }) => {
  const [, encoded] = /^sig=:([^:]+):$/.exec(signature) ?? [];
  return fromBase64(encoded, 64);
};

export function verifyRequest(request, publicKey) {
  const input = request.headers['signature-input'];
  const form =
    /^sig=(\(.*\));keyid="(identity--[0-9a-f-]{36})";nonce="(identity--[0-9a-f-]{36})\.([A-Za-z0-9+/=]*)\.([A-Za-z0-9+/]{22}==)";tag="entente-1"$/;
  const [, list, keyid, recipient, challenge, unique] = form.exec(input) ?? [];
  demand(list === REQUEST, 'untrusted', 'another signature input');
  demand(request.headers['content-digest'] === digest(utf8(request.body)), 'untrusted', 'another digest');
  demand(isSigned(publicKey, utf8(requestBase(request)), signatureOf(request.headers)), 'untrusted', 'not signed');
  return { keyid, recipient, challenge, unique };
}

export function verifyAnswer(answer, request, publicKey) {
  const [, list, keyid] =
    /^sig=(\(.*\));keyid="(identity--[0-9a-f-]{36})";tag="entente-1"$/.exec(answer.headers['signature-input']) ?? [];
  demand(list === ANSWER, 'untrusted', 'another signature input');
  demand(answer.headers['content-digest'] === digest(utf8(answer.body)), 'untrusted', 'another digest');
  demand(
    isSigned(publicKey, utf8(answerBase(answer, request)), signatureOf(answer.headers)),
    'untrusted',
    'not signed',
  );
  return { keyid };
}
