import type { IdentityProviderView } from '#contract/identity-provider.ts';
import { GroupRule, type NewIdentityProvider } from '#contract/identity-provider.ts';
import { Failure } from '#kernel/errors.ts';
import { readJson } from '#kernel/json/read.ts';
import type { Tx } from '#store/db.ts';
import type { Client } from '#store/people/client.ts';
import { identityProvider, putIdentityProvider, type StoredProvider } from '#store/people/provider.ts';
import { signInSettings } from '#store/people/sign-in-settings.ts';
import type { NodeContext } from '#api/module.ts';
import { freshSession } from '#api/own-session.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { SECRET_PURPOSE } from '#api/sign-in/provider.ts';
import { versionOfView } from '#api/versions.ts';
import type { SignIn } from '#api/sign-in/sign-in.ts';

/** The identity provider: its secret goes in and never comes out. */
export function providerRoutes({ db, self }: NodeContext, signIn: SignIn): AnyRoute[] {
  const { pool } = db;
  const view = async (client: Client = pool): Promise<IdentityProviderView> =>
    viewProvider(await identityProvider(client), signIn.baseUrl);

  return [
    route('readIdentityProvider', {
      permission: 'sign-in.read',
      handle: async () => {
        const body = await view();
        return { status: 200, body, version: versionOfView(body) };
      },
    }),
    route('changeIdentityProvider', {
      permission: 'sign-in.write',
      bySession: true,
      handle: async ({ caller, body, once, onVersion }) => {
        freshSession(caller, self.now());
        const query = `identity provider changed: ${body.isOn ? 'on' : 'off'}, ${body.issuer}`;
        const work = async (tx: Tx): Promise<void> => {
          onVersion(versionOfView(await view(tx)));
          await refuseOrphans(tx, body);
          const held = await identityProvider(tx);
          const by = { held, seal: signIn.seal, at: self.now(), by: caller.personId };
          await putIdentityProvider(tx, storedFrom(body, by));
        };
        const did = await once(db, work, { kind: 'administer', query, purpose: 'administration' });
        const now = await view();
        return { did, status: 200, body: now, version: versionOfView(now) };
      },
    }),
    route('testIdentityProvider', {
      permission: 'sign-in.write',
      handle: async () => {
        const held = await identityProvider(pool);
        if (!held) throw new Failure('not-found', 'no identity provider is configured');
        const wrong = await signIn.provider.test(held);
        const detail = wrong ?? 'It answers, and its discovery document is its own.';
        return { status: 200, body: { works: wrong === undefined, detail } };
      },
    }),
  ];

  /** While everybody but emergencies comes by it, it is not switched off from under them. */
  async function refuseOrphans(tx: Tx, { isOn }: NewIdentityProvider): Promise<void> {
    if (!isOn && (await signInSettings(tx)).localSignIn === 'emergency')
      throw new Failure('conflict', 'everybody signs in by it: let people sign in here first');
  }
}

type Storing = {
  readonly held: StoredProvider | undefined;
  readonly seal: SignIn['seal'];
  readonly at: Date;
  readonly by: string;
};

/** A secret that is not given stays as it was, unless the provider is another now: it is no business of that one. */
export function storedFrom(given: NewIdentityProvider, { held, seal, at, by }: Storing): StoredProvider {
  const { clientSecret, mapping, ...rest } = given;
  const isSame = held?.issuer === given.issuer && held.clientId === given.clientId;
  const sealed =
    clientSecret === undefined
      ? isSame
        ? held.clientSecret
        : null
      : clientSecret === null
        ? null
        : seal.seal(clientSecret, SECRET_PURPOSE);
  return { ...rest, clientSecret: sealed, mapping: JSON.stringify(mapping), changedAt: at, changedBy: by };
}

function viewProvider(held: StoredProvider | undefined, baseUrl: string): IdentityProviderView {
  const redirectUri = `${baseUrl}/api/auth/provider/callback`;
  if (!held) return { provider: null, redirectUri };
  const { clientSecret, mapping, scopes, changedAt, ...rest } = held;
  return {
    provider: {
      ...rest,
      scopes: [...scopes],
      mapping: GroupRule.array().parse(readJson(mapping)),
      hasSecret: clientSecret !== null,
      changedAt: changedAt.toISOString(),
    },
    redirectUri,
  };
}
