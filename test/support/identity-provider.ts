import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export type Claims = Readonly<Record<string, unknown>>;

export type IdentityProvider = {
  readonly issuer: string;
  /** Whoever signs in there now, without being asked; their claims beside `sub`. */
  readonly people: Map<string, Claims>;
  who: string;
  /** Changes the ID token on its way; `strange`: signs it by a key that is not the provider's. */
  forge: ((claims: Claims) => Claims) | 'strange' | undefined;
  /** As the node meets it: in place of the network. */
  readonly fetch: typeof globalThis.fetch;
  /** How many calls of the node arrived, by path. */
  readonly asked: string[];
  isAway: boolean;
  readonly close: () => Promise<void>;
};

type Options = { readonly redirectUri: string; readonly clientSecret: string; readonly areClaimsInToken?: boolean };

/** A real provider on loopback: discovery, PKCE, signed tokens. Only its sign-in form is left out. */
export async function identityProvider(options: Options): Promise<IdentityProvider> {
  const server: Server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [own, strange] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const people = new Map<string, Claims>();
  const grants = ['openid profile email groups'];

  const provider: Provider = new Provider(issuer, {
    jwks: { keys: [{ ...own.privateKey.export({ format: 'jwk' }), kid: 'one', alg: 'Ed25519', use: 'sig' }] },
    enabledJWA: { idTokenSigningAlgValues: ['Ed25519'] },
    clients: [
      {
        client_id: 'entente',
        client_secret: options.clientSecret,
        redirect_uris: [options.redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: 'Ed25519',
      },
    ],
    cookies: { keys: ['a key of the test'] },
    pkce: { required: () => true },
    conformIdTokenClaims: !(options.areClaimsInToken ?? true),
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: async () => ({ sub, ...people.get(sub) }),
    }),
    loadExistingGrant: async (ctx: GrantContext) => {
      const { client, session, provider: at } = ctx.oidc;
      const grant = new at.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(grants.join(' '));
      await grant.save();
      return grant;
    },
  });

  const handle = provider.callback();
  const at: IdentityProvider = {
    issuer,
    people,
    who: '',
    forge: undefined,
    asked: [],
    isAway: false,
    fetch: async (input, init) => {
      const { url } = new Request(input);
      if (!url.startsWith(issuer)) return fetch(input, init);
      at.asked.push(new URL(url).pathname);
      if (at.isAway) throw new TypeError('fetch failed');
      const response = await fetch(input, init);
      if (!url.endsWith('/token') || at.forge === undefined || !response.ok) return response;
      const body = (await response.json()) as { id_token: string };
      const key = at.forge === 'strange' ? strange.privateKey : own.privateKey;
      const forged = resigned(body.id_token, key, at.forge === 'strange' ? (claims) => claims : at.forge);
      return Response.json({ ...body, id_token: forged });
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.on('request', (request, response) => {
    const isForm = request.url?.startsWith('/interaction/');
    void (isForm
      ? provider.interactionFinished(request, response, { login: { accountId: at.who } })
      : handle(request, response));
  });
  return at;
}

type GrantContext = {
  readonly oidc: {
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
    readonly provider: {
      readonly Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> };
    };
  };
};

/** The same token with other claims, by a key. */
function resigned(token: string, key: KeyObject, change: (claims: Claims) => Claims): string {
  const [head = '', body = ''] = token.split('.');
  const claims = change(JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims);
  const signed = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}
