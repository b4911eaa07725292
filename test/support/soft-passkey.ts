import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { BrowserSession } from './browser-session.ts';

type Held = { readonly id: Buffer; readonly privateKey: Parameters<typeof sign>[2] };

/** User present and verified; in a registration, with a credential. */
const [VERIFIED, WITH_CREDENTIAL] = [0x05, 0x45];

/** An authenticator in memory (WebAuthn level 2, attestation `none`), for the pages of this origin, at a node that goes by the name `localhost`. */
export function softPasskey(origin: string) {
  let held: Held | undefined;
  const clientData = (type: 'create' | 'get', challenge: string) =>
    Buffer.from(JSON.stringify({ type: `webauthn.${type}`, challenge, origin, crossOrigin: false }));
  const authData = (flags: number, ...rest: Buffer[]) =>
    Buffer.concat([sha256('localhost'), Buffer.from([flags, 0, 0, 0, 0]), ...rest]);

  async function add(browser: BrowserSession): Promise<number> {
    const { body } = await browser.get('/api/auth/passkey/generate-register-options');
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(16);
    held = { id, privateKey };
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(x, y)]);
    const answer = await browser.send('POST', '/api/auth/passkey/verify-registration', {
      response: {
        ...named(id),
        response: {
          clientDataJSON: clientData('create', body['challenge']).toString('base64url'),
          attestationObject: attested(authData(WITH_CREDENTIAL, credential)).toString('base64url'),
          transports: ['internal'],
        },
      },
    });
    return answer.status;
  }

  async function signIn(browser: BrowserSession): Promise<number> {
    const { body } = await browser.get('/api/auth/passkey/generate-authenticate-options');
    const { id, privateKey } = held!;
    const data = clientData('get', body['challenge']);
    const said = authData(VERIFIED);
    const signature = sign('sha256', Buffer.concat([said, sha256(data)]), privateKey);
    const answer = await browser.send('POST', '/api/auth/passkey/verify-authentication', {
      response: {
        ...named(id),
        response: {
          clientDataJSON: data.toString('base64url'),
          authenticatorData: said.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      },
    });
    return answer.status;
  }

  return { add, signIn };
}

const sha256 = (of: string | Buffer): Buffer => createHash('sha256').update(of).digest();
const named = (id: Buffer) => {
  const text = id.toString('base64url');
  return { id: text, rawId: text, type: 'public-key', clientExtensionResults: {} };
};

/** CBOR (RFC 8949) of the two maps that are needed: {1: 2, 3: -7, -1: 1, -2: x, -3: y} and {fmt, attStmt, authData}. */
const coseKey = (x: string, y: string): Buffer =>
  Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32]),
    Buffer.from(x, 'base64url'),
    Buffer.from([0x22, 0x58, 32]),
    Buffer.from(y, 'base64url'),
  ]);
const text = (of: string): Buffer => Buffer.concat([Buffer.from([0x60 + of.length]), Buffer.from(of)]);
const attested = (data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.from([0xa0]),
    text('authData'),
    Buffer.from([0x58, data.length]),
    data,
  ]);
