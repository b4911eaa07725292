import { describe, expect, it } from 'vitest';
import { contentDigest } from '#federation/messages/message.ts';
import { signatureBase, signatureFields, signatureParams } from '#federation/messages/signature-base.ts';
import { ed25519PublicKey, ed25519Sign, ed25519Verify, fromBase64Strict, fromUtf8, toBase64, utf8 } from '#platform';

// RFC 9421 appendix B.1.4 (test-key-ed25519, as a JWK's d and x), B.2 (test-request) and B.2.6.
const seed = new Uint8Array(Buffer.from('n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU', 'base64url'));
const publicKey = new Uint8Array(Buffer.from('JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs', 'base64url'));
const published = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';
const components = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'].map((name) => ({
  name,
}));
const parameters = [
  ['created', 1618884473],
  ['keyid', 'test-key-ed25519'],
] as const;
const testRequest = {
  method: 'POST',
  targetUri: 'https://example.com/foo?param=Value&Pet=dog',
  headers: { date: 'Tue, 20 Apr 2021 02:07:55 GMT', 'content-type': 'application/json', 'content-length': '18' },
};

describe('RFC 9421 appendix B.2.6', () => {
  const base = signatureBase(components, parameters, testRequest);

  it('has the published signature base', () => {
    expect(fromUtf8(base)).toBe(
      [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@method": POST',
        '"@path": /foo',
        '"@authority": example.com',
        '"content-type": application/json',
        '"content-length": 18',
        '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      ].join('\n'),
    );
  });

  it('is signed to the published signature', () => {
    expect(ed25519PublicKey(seed)).toEqual(publicKey);
    expect(toBase64(ed25519Sign(seed, base))).toBe(published);
    expect(ed25519Verify(publicKey, base, fromBase64Strict(published))).toBe(true);
  });

  it('is spelled as published, but for the label', () => {
    expect(signatureFields(signatureParams(components, parameters), fromBase64Strict(published))).toEqual({
      'signature-input':
        'sig=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      signature: `sig=:${published}:`,
    });
  });
});

// RFC 9530 appendix B.1 and B.2.
describe('RFC 9530 content-digest', () => {
  it('has the published value for a JSON body and a line feed', () => {
    expect(contentDigest(utf8('{"hello": "world"}\n'))).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:');
  });

  it('has the published value for no body at all', () => {
    expect(contentDigest(new Uint8Array())).toBe('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
  });
});
