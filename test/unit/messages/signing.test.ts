import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDigest } from '#federation/messages/message.ts';
import { signRequest, verifyRequest } from '#federation/messages/request.ts';
import { signResponse, verifyResponse } from '#federation/messages/response.ts';
import { utf8 } from '#platform';
import { party } from './keys.ts';

const alpha = party('alpha');
const beta = party('beta');
const unique = 'AAAAAAAAAAAAAAAAAAAAAA==';
const nonce = { recipient: beta.keyId, challenge: 'Y2hhbGxlbmdl', unique };
const by = { keyId: alpha.keyId, nonce };
const plain = {
  method: 'POST',
  targetUri: 'http://127.0.0.1:4200/federation/v1/pull?after=3',
  body: utf8('{"after":3}'),
};

async function signed() {
  return { ...plain, headers: await signRequest(plain, by, alpha.sign) };
}

async function answered(request: Awaited<ReturnType<typeof signed>>, body = utf8('{}')) {
  return { status: 200, body, headers: await signResponse({ status: 200, body }, request, beta.keyId, beta.sign) };
}

const untrusted = expect.objectContaining({ code: 'untrusted' });

describe('A signed request', () => {
  it('covers method, target, digest, key, nonce and tag, and no time', async () => {
    const { headers } = await signed();
    expect(headers['signature-input']).toBe(
      `sig=("@method" "@target-uri" "content-digest");keyid="${alpha.keyId}";nonce="${beta.keyId}.Y2hhbGxlbmdl.${unique}";tag="entente-1"`,
    );
    expect(verifyRequest(await signed(), alpha.publicKey)).toEqual(by);
  });

  it('is refused when its method, target or body is another', async () => {
    const request = await signed();
    for (const change of [
      { method: 'PUT' },
      { targetUri: plain.targetUri.replace('4200', '4100') },
      { targetUri: `${plain.targetUri}0` },
      { body: utf8('{"after":4}') },
      {
        body: utf8('{"after":4}'),
        headers: { ...request.headers, 'content-digest': contentDigest(utf8('{"after":4}')) },
      },
    ]) {
      expect(() => verifyRequest({ ...request, ...change }, alpha.publicKey)).toThrow(untrusted);
    }
  });

  it('is refused under another key', async () => {
    const request = await signed();
    expect(() => verifyRequest(request, beta.publicKey)).toThrow(untrusted);
  });

  it('is refused when any byte of its fields is changed, taken away or added', async () => {
    const request = await signed();
    const byte = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(
        fc.constantFrom('signature-input', 'signature', 'content-digest'),
        fc.nat(),
        fc.nat({ max: 1 }),
        fc.option(byte, { nil: '' }),
        (name, at, taken, put) => {
          const field = request.headers[name] ?? '';
          const i = at % (field.length + 1);
          const changed = field.slice(0, i) + put + field.slice(i + taken);
          fc.pre(changed !== field && changed.trim() !== field);
          expect(() =>
            verifyRequest({ ...request, headers: { ...request.headers, [name]: changed } }, alpha.publicKey),
          ).toThrow(untrusted);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is refused, never a crash, whatever the fields hold', () => {
    const field = fc.oneof(
      fc.string(),
      fc.constantFrom('sig=()', 'sig=:AA==:', 'sig', 'sig=1', 'sig=("a";req);keyid=1', 'sig=:A:'),
    );
    fc.assert(
      fc.property(field, field, field, (input, signature, digest) => {
        const headers = { 'signature-input': input, signature, 'content-digest': digest };
        expect(() => verifyRequest({ ...plain, headers }, alpha.publicKey)).toThrow(untrusted);
      }),
    );
  });

  it('is refused with a second signature beside the agreed one', async () => {
    const request = await signed();
    const headers = { ...request.headers, signature: `${request.headers['signature']}, other=:AA==:` };
    expect(() => verifyRequest({ ...request, headers }, alpha.publicKey)).toThrow(untrusted);
  });
});

describe('A signed response', () => {
  const pinned = { keyId: beta.keyId, publicKey: beta.publicKey };

  it('covers status, digest and the signature of its request', async () => {
    const request = await signed();
    const response = await answered(request);
    expect(response.headers['signature-input']).toBe(
      `sig=("@status" "content-digest" "signature";req;key="sig");keyid="${beta.keyId}";tag="entente-1"`,
    );
    expect(() => verifyResponse(response, request, pinned)).not.toThrow();
  });

  it('is refused when its status or body is another, or another party signed it', async () => {
    const request = await signed();
    const response = await answered(request);
    const byAlpha = { ...response, headers: await signResponse(response, request, alpha.keyId, alpha.sign) };
    for (const wrong of [{ ...response, status: 201 }, { ...response, body: utf8('{ }') }, byAlpha]) {
      expect(() => verifyResponse(wrong, request, pinned)).toThrow(untrusted);
    }
  });

  it('is refused as the answer to any other request, also one of the same words', async () => {
    const request = await signed();
    const again = { ...nonce, unique: 'AQAAAAAAAAAAAAAAAAAAAA==' };
    const twin = { ...plain, headers: await signRequest(plain, { keyId: alpha.keyId, nonce: again }, alpha.sign) };
    const answerToTwin = await answered(twin);
    expect(() => verifyResponse(answerToTwin, request, pinned)).toThrow(untrusted);
  });

  it('does not pass for a request, nor a request for a response', async () => {
    const request = await signed();
    const response = await answered(request);
    expect(() => verifyRequest({ ...plain, headers: response.headers }, beta.publicKey)).toThrow(untrusted);
    const reflected = { status: 200, body: plain.body, headers: request.headers };
    expect(() => verifyResponse(reflected, request, { keyId: alpha.keyId, publicKey: alpha.publicKey })).toThrow(
      untrusted,
    );
  });
});
