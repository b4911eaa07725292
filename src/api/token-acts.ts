import type { MadeToken, NewToken, TokenList, TokenRow } from '#contract/security.ts';
import { Failure } from '#kernel/errors.ts';
import type { Client } from '#store/people/client.ts';
import { signInSettings } from '#store/people/sign-in-settings.ts';
import { issueToken, tokensOf, type ListedToken } from '#store/people/token.ts';
import type { Self } from '#store/self.ts';

const MOST = 50;
const DAY_MS = 86_400_000;

type For = { readonly personId: string; readonly permissions: readonly string[]; readonly linkBy?: string | null };

export async function listTokens(client: Client, { personId, permissions }: For): Promise<TokenList> {
  const [tokens, { tokenDays }] = await Promise.all([tokensOf(client, personId), signInSettings(client)]);
  return {
    tokens: tokens.map(viewToken).toReversed().slice(0, 100),
    longestDays: tokenDays,
    scopes: scopesOf(permissions),
  };
}

/** A token has a name, an end, and no more than its person holds; what it may is judged anew at each request. */
export async function makeToken(
  client: Client,
  self: Pick<Self, 'now' | 'randomBytes'>,
  { personId, permissions, linkBy = null }: For,
  { name, scopes, days }: NewToken,
): Promise<MadeToken> {
  const [there, { tokenDays }] = await Promise.all([tokensOf(client, personId), signInSettings(client)]);
  const at = self.now();
  if (days > tokenDays)
    throw new Failure('bad-input', `a token lives ${tokenDays} days at most at this node`, { path: '$.days' });
  const strange = scopes.find((scope) => !scopesOf(permissions).includes(scope));
  if (strange !== undefined)
    throw new Failure('bad-input', 'a token has no more than its person holds', { path: '$.scopes' });
  const alive = there.filter((one) => one.revokedAt === null && (one.expiresAt === null || one.expiresAt > at));
  if (alive.length >= MOST) throw new Failure('conflict', `there are ${MOST} living tokens: revoke one first`);
  if (alive.some((one) => one.name === name)) throw new Failure('conflict', 'there is a living token of this name');
  const expiresAt = new Date(at.getTime() + days * DAY_MS);
  const made = await issueToken(
    client,
    { personId, name, scopes: [...new Set(scopes)], at, expiresAt, linkBy },
    self.randomBytes,
  );
  return { ...made, expiresAt: expiresAt.toISOString() };
}

/** What a program never does for a person. */
const scopesOf = (permissions: readonly string[]): string[] =>
  permissions.filter((name) => !['security.own', 'tokens.own', 'sign-in.write'].includes(name));

function viewToken(token: ListedToken): TokenRow {
  const { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = token;
  return {
    id,
    name,
    prefix,
    scopes: [...scopes],
    madeAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
