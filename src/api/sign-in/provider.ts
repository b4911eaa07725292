import type { Configuration } from 'openid-client';
import type pg from 'pg';
import { GroupRule } from '#contract/identity-provider.ts';
import { Failure } from '#kernel/errors.ts';
import { readJson } from '#kernel/json/read.ts';
import { transactionOn } from '#store/db.ts';
import { personById } from '#store/people/person.ts';
import { identityProvider, linkToProvider, personFromProvider, type StoredProvider } from '#store/people/provider.ts';
import type { Seal } from '#store/people/seal.ts';
import { grantsFor, groupsIn, type Grants } from './provider-groups.ts';
import { holdProviderGrants } from './provider-rights.ts';

// OpenID Connect 1.0, authorization code flow with PKCE (RFC 7636), state and nonce; the token's signature is checked although it came
// by TLS from the provider itself. The protocol is openid-client's; here is what is asked for and what becomes of the answer.

export const SECRET_PURPOSE = 'identity provider';

export type ProviderRefusal =
  | 'off'
  | 'away' // it does not answer, or its discovery is not its own
  | 'denied' // it says no
  | 'answer' // what it says does not hold: issuer, audience, nonce, signature, time
  | 'group' // no group of theirs has a place here
  | 'unknown'; // nobody here, and nobody is made

type Round = { readonly state: string; readonly verifier: string; readonly nonce: string };

export type ProviderEntry = {
  /** Where the browser goes, and what is kept until it is back; undefined if the provider cannot be asked. */
  /** `off`: this node has none; undefined: it does not answer. */
  readonly begin: () => Promise<{ url: string; state: string; kept: Omit<Round, 'state'> } | 'off' | undefined>;
  readonly finish: (
    url: string,
    round: Round,
  ) => Promise<{ userId: string; isSecondFactor: boolean } | { refused: ProviderRefusal }>;
  /** Asks for its discovery document, and says what is wrong with it. */
  readonly test: (provider: StoredProvider) => Promise<string | undefined>;
};

export type ProviderOptions = {
  readonly pool: pg.Pool;
  readonly seal: Seal;
  readonly redirectUri: string;
  readonly partyId: string;
  readonly uuid: () => string;
  readonly now: () => Date;
  readonly fetch: typeof globalThis.fetch;
  readonly report: (message: string) => void;
  /** Somebody who is not known here yet, without any right; answers the id. */
  readonly makePerson: (name: string, grants: Grants) => Promise<string>;
};

const PATIENCE_S = 10;
const KEPT_MS = 10 * 60_000;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

export function openProvider(options: ProviderOptions): ProviderEntry {
  const { pool, seal, redirectUri, now, report } = options;
  let kept: { readonly of: number; readonly until: number; readonly config: Promise<Configuration> } | undefined;

  async function configured(provider: StoredProvider): Promise<Configuration> {
    const of = provider.changedAt.getTime();
    if (kept?.of === of && kept.until > Date.now()) return kept.config;
    const config = discover(provider);
    const mine = { of, until: Date.now() + KEPT_MS, config };
    kept = mine;
    // One that failed is asked again by the next.
    config.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return config;
  }

  async function discover({ issuer, clientId, clientSecret }: StoredProvider): Promise<Configuration> {
    const oidc = await import('openid-client');
    const server = new URL(issuer);
    if (server.protocol === 'http:' && !LOOPBACK.test(server.hostname))
      throw new Failure('bad-input', 'an identity provider is asked by https');
    const secret = clientSecret === null ? undefined : seal.open(clientSecret, SECRET_PURPOSE);
    return oidc.discovery(server, clientId, {}, secret === undefined ? oidc.None() : oidc.ClientSecretBasic(secret), {
      timeout: PATIENCE_S,
      [oidc.customFetch]: (url, init) => options.fetch(url, init as RequestInit),
      execute: [
        oidc.enableNonRepudiationChecks,
        // Nothing leaves the machine; a real provider is asked by TLS.
        ...(server.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
      ],
    });
  }

  const whenOn = async (): Promise<StoredProvider | undefined> => {
    const provider = await identityProvider(pool);
    return provider?.isOn ? provider : undefined;
  };

  return {
    begin: async () => {
      const provider = await whenOn();
      if (!provider) return 'off';
      const oidc = await import('openid-client');
      const config = await configured(provider).catch((error: unknown) => {
        report(`identity provider: ${wordsOf(error)}`);
        return undefined;
      });
      if (!config) return undefined;
      const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: ['openid', ...provider.scopes.filter((scope) => scope !== 'openid')].join(' '),
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, state, kept: { verifier, nonce } };
    },
    finish: async (url, { state, verifier, nonce }) => {
      const provider = await whenOn();
      if (!provider) return { refused: 'off' };
      const said = await whatItSays(provider, url, { state, verifier, nonce });
      if (typeof said === 'string') return { refused: said };
      return admitPerson(provider, said);
    },
    test: async (provider) => {
      try {
        await discover(provider);
        return undefined;
      } catch (error) {
        return wordsOf(error);
      }
    },
  };

  /** Its claims about whoever signed in, all verified; or why there are none. */
  async function whatItSays(provider: StoredProvider, url: string, round: Round): Promise<Claims | ProviderRefusal> {
    const oidc = await import('openid-client');
    const config = await configured(provider).catch((error: unknown) => {
      report(`identity provider: ${wordsOf(error)}`);
      return undefined;
    });
    if (!config) return 'away';
    try {
      const answer = new URL(redirectUri);
      answer.search = new URL(url).search; // its own address, whatever the request calls itself
      const tokens = await oidc.authorizationCodeGrant(config, answer, {
        pkceCodeVerifier: round.verifier,
        expectedState: round.state,
        expectedNonce: round.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) return 'answer';
      if (groupsIn(claims, provider.groupsClaim).length > 0 || !config.serverMetadata().userinfo_endpoint)
        return claims;
      return { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
    } catch (error) {
      report(`identity provider: ${wordsOf(error)}`);
      if (error instanceof oidc.AuthorizationResponseError) return 'denied';
      return isSilence(error) ? 'away' : 'answer';
    }
  }

  async function admitPerson(
    provider: StoredProvider,
    claims: Claims,
  ): Promise<{ userId: string; isSecondFactor: boolean } | { refused: ProviderRefusal }> {
    const rules = GroupRule.array().parse(readJson(provider.mapping));
    const grants = grantsFor(groupsIn(claims, provider.groupsClaim), rules);
    const who = { issuer: claims.iss, subject: claims.sub, at: now() };
    const holding = { at: who.at, party: options.partyId, uuid: options.uuid };
    const known = await transactionOn(pool, 'node', async (tx) => {
      const id = await personFromProvider(tx, { ...who, logins: loginsOf(claims) });
      if (id !== undefined) await holdProviderGrants(tx, id, grants, holding);
      return id;
    });
    if (grants === undefined) return { refused: 'group' };
    if (known === undefined && provider.unknownPeople === 'refuse') return { refused: 'unknown' };
    const personId = known ?? (await options.makePerson(nameOf(claims), grants));
    const userId = await transactionOn(pool, 'node', async (tx) => {
      if (known === undefined) {
        await linkToProvider(tx, { ...who, personId });
        await holdProviderGrants(tx, personId, grants, holding);
      }
      return (await personById(tx, personId))!.userId;
    });
    return { userId, isSecondFactor: provider.isSecondFactor };
  }
}

type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

/** Names that the provider itself vouches for. */
function loginsOf(claims: Claims): string[] {
  const { preferred_username: name, email, email_verified: isConfirmed } = claims;
  return [name, isConfirmed === true ? email : undefined].filter((one): one is string => typeof one === 'string');
}

function nameOf(claims: Claims): string {
  const named = [claims['name'], claims['preferred_username'], claims.sub].find((one) => typeof one === 'string');
  return String(named).replaceAll(/\p{C}/gu, ' ').trim().slice(0, 200) || 'Somebody';
}

const isSilence = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error instanceof Error && /Timeout|Abort/.test(`${error.name} ${String(error.cause)}`));

/** For the administrator: never a token, a code or a claim. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown error';
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.message.replaceAll(/\s+/g, ' ').slice(0, 200)}${code}`;
}
