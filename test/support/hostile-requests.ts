import { randomBytes } from 'node:crypto';
import { ed25519PublicKey, ed25519Sign } from '#platform';
import { holds, ROLES } from '#api/permissions.ts';
import { signRequest, uniqueNonce } from '#federation/messages/request.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { keepPartner } from '#store/parties.ts';
import { mutateBytes } from '../fuzz/mutate-bytes.ts';
import { mutateJson } from '../fuzz/mutate-json.ts';
import type { Random } from '../simulation/random.ts';
import type { Accounts } from './accounts.ts';
import { raw, type RawRequest } from './raw-http.ts';
import type { MountedRoute } from './routes.ts';
import type { TestNode } from './two-nodes.ts';

/** What is known of the node under attack: ids that are there, and bodies that it takes. */
export type Known = {
  readonly ids: readonly string[];
  readonly bodies: Readonly<Record<string, readonly JsonObject[]>>;
  readonly bearer: Accounts['bearer'];
};

/** A paired party whose key the attacker holds: what it signs is authentic, and hostile all the same. */
export type Insider = { readonly id: string; readonly sign: (request: RawRequest) => Promise<RawRequest> };

const PARAMETERS: readonly string[] = [
  '',
  '0',
  '1',
  '-1',
  '1.5',
  '1e9',
  '00',
  '9007199254740993',
  '99999999999999999999',
  'NaN',
  'charter',
  'secretariat',
  '%00',
  '%',
  '%e',
  '%ff%fe',
  '%c0%af',
  '%ed%a0%80',
  'a%2Fb',
  '..%2f..%2fetc%2fpasswd',
  '..',
  '.',
  ';a=b',
  "'%20or%20'1'='1",
  '__proto__',
  'constructor',
  '%E2%80%AE',
  '%F0%9F%A4%9D',
  '0/000',
  '0/000.p/1',
  'entries/000',
  '63/x999/999',
  '\u00e9',
  'a'.repeat(301),
  '%41'.repeat(2000),
];
const QUERY_NAMES = [
  'cursor',
  'accord',
  'type',
  'from',
  'size',
  'token',
  'callbackURL',
  'id',
  'a',
  '__proto__',
  'a%5Bb%5D',
  '%00',
];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE'];
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  [
    'content-type',
    [
      'application/json',
      'text/plain',
      'application/json; charset=utf-16',
      'multipart/form-data; boundary=a',
      '',
      'a'.repeat(5000),
      'application/jso\u00f1',
      'application/json, text/html',
    ],
  ],
  ['content-encoding', ['gzip', 'br', 'identity', 'deflate, gzip', '\u00ff']],
  ['accept', ['text/html', '*/*;q=0', '', 'application/xml', 'a'.repeat(8000)]],
  ['accept-encoding', ['gzip', 'identity;q=0', '*;q=0']],
  [
    'authorization',
    [
      '',
      'Bearer',
      'Bearer a b',
      'Basic YTpi',
      `Bearer ${'a'.repeat(9000)}`,
      'Bearer ent_00000000000000000000000000000000000000000b06ae4e',
      'Digest \u00e9',
    ],
  ],
  [
    'cookie',
    [
      'a',
      '=',
      'entente.session_token=%00',
      ';;;',
      `a=${'b'.repeat(6000)}`,
      'better-auth.session_token=x.y',
      '__Secure-better-auth.session_token=%ff',
    ],
  ],
  ['origin', ['null', 'https://elsewhere.example', '\u00ff', 'http://[', 'file://']],
  ['host', ['', 'elsewhere.example', '[', 'a b', '127.0.0.1:99999', '\u00ff']],
  ['x-forwarded-for', ['127.0.0.1', '\u00e9', '::1, 1']],
  ['x-forwarded-host', ['elsewhere.example', '[']],
  ['x-forwarded-proto', ['https', 'javascript']],
  ['range', ['bytes=0-0', 'bytes=9-1', 'bytes=-', 'lines=1-']],
  ['if-none-match', ['*', '"a', 'W/']],
  ['if-modified-since', ['never', 'Thu, 01 Jan 1970 00:00:00 GMT']],
  ['expect', ['100-continue', '200-ok']],
  ['te', ['trailers', 'gzip']],
  ['upgrade', ['h2c', 'websocket']],
  ['sec-fetch-site', ['cross-site', 'none', '']],
  ['content-digest', ['', 'sha-256=:AAAA:', 'md5=:x:', 'sha-256=:!:, sha-512=:AA==:']],
  [
    'signature-input',
    [
      'sig=()',
      'sig=("@method");keyid="a"',
      'sig=("@method" "@method");nonce="a";keyid="b"',
      '\u00ff',
      'sig=("a";req;key="b")',
      `sig=(${'"a" '.repeat(1000)})`,
    ],
  ],
  ['signature', ['sig=::', 'sig=:AAAA:', 'sig', '=', 'sig=?1', '\u00fe']],
];

/** Any route, asked in any way; mostly by somebody who may ask it, with what it nearly takes. */
export function hostileRequest(route: MountedRoute, known: Known, random: Random): RawRequest {
  const method = random.chance(0.9) ? route.method : random.pick(METHODS);
  const role = route.permission && ROLES.find((one) => holds(one, route.permission!));
  const headers: Record<string, string | string[]> = {};
  if (random.chance(0.85) && role !== undefined) headers['authorization'] = known.bearer(role).authorization;
  const body = method === 'GET' || method === 'HEAD' ? undefined : hostileBody(route, known, random);
  if (body !== undefined && random.chance(0.95)) headers['content-type'] = 'application/json';
  for (let left = random.chance(0.4) ? 1 + random.int(3) : 0; left > 0; left--) {
    const [name, values] = random.pick(HEADERS);
    const value = random.pick(values);
    // Twice: another way in which two readers can disagree.
    headers[name] = random.chance(0.15) && name !== 'host' ? [value, random.pick(values)] : value;
  }
  return { method, path: hostilePath(route, known, random), headers, ...(body === undefined ? {} : { body }) };
}

function hostilePath({ url }: MountedRoute, { ids }: Known, random: Random): string {
  const value = () => (random.chance(0.5) ? random.pick(ids) : random.pick(PARAMETERS));
  const path = url.replaceAll(/:\w+|\*/g, value);
  const bent = random.chance(0.05)
    ? `${random.pick(['/', '//', '/.', '/%2e', 'http://[::1', 'http://a/', '?', ''])}${path}`
    : path;
  if (random.chance(0.5)) return asciiOnly(bent);
  const query = Array.from(
    { length: 1 + random.int(4) },
    () => `${random.pick(QUERY_NAMES)}${random.pick(['=', '', '[]=', '='])}${value()}`,
  );
  return asciiOnly(`${bent}?${query.join('&')}`);
}

/** Node's own client refuses to send the rest. */
const asciiOnly = (path: string): string =>
  path.replaceAll(/[^\x21-\x7e]/g, (char) => encodeURIComponent(char.toWellFormed()));

function hostileBody({ url }: MountedRoute, { bodies }: Known, random: Random): Uint8Array {
  const all = Object.values(bodies).flat();
  const base = random.chance(0.85) ? random.pick(bodies[url] ?? all) : random.pick(all);
  const [text, other] = [JSON.stringify(base), JSON.stringify(random.pick(all))];
  const words = ['type', 'id', 'channel', 'verb', 'modified', 'extensions', 'granular_markings', 'object_marking_refs'];
  const changed = random.chance(0.75) ? (mutateJson(text, random, other, words) ?? text) : text;
  const bytes = new Uint8Array(Buffer.from(changed));
  return random.chance(0.3) ? mutateBytes(bytes, random, new Uint8Array(Buffer.from(other)), words) : bytes;
}

export async function pairInsider({ running }: TestNode): Promise<Insider> {
  const seed = new Uint8Array(randomBytes(32));
  const id = 'identity--0d15ea5e-0000-4000-8000-000000000001';
  const party = { id, names: { en: 'Insider' }, url: 'http://127.0.0.1:9', publicKey: ed25519PublicKey(seed) };
  await running.db.transaction('node', (tx) => keepPartner(tx, party, new Date()));
  const sign = (bytes: Uint8Array) => ed25519Sign(seed, bytes);
  let challenge: string | undefined;
  let used = 0;

  async function signed(request: RawRequest, session: string | undefined): Promise<RawRequest> {
    const { method = 'GET', path, body = new Uint8Array(), headers } = request;
    const bytes = typeof body === 'string' ? new Uint8Array(Buffer.from(body)) : body;
    const nonce = {
      recipient: running.self.partyId,
      challenge: session,
      unique: uniqueNonce((n) => new Uint8Array(randomBytes(n))),
    };
    const fields = await signRequest(
      { method, targetUri: `${running.url}${path}`, body: bytes },
      { keyId: id, nonce },
      sign,
    );
    return { ...request, headers: { ...headers, ...fields } };
  }

  return {
    id,
    sign: async (request) => {
      // A session has room for ten thousand nonces.
      if (challenge === undefined || ++used % 5000 === 0) {
        const answer = await raw(running.url, await signed({ path: '/federation/v1/challenge' }, undefined));
        challenge = (JSON.parse(answer.text) as { challenge: string }).challenge;
      }
      return signed(request, challenge);
    },
  };
}
