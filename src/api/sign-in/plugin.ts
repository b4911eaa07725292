import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint, sessionMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { SecondFactorCode, SetUp } from '#contract/sign-in.ts';
import type { ProviderEntry } from './provider.ts';

export type OwnWays = {
  /** The user that is the first administrator now; undefined if the token opens nothing. */
  readonly setUp: (wanted: SetUp) => Promise<string | undefined>;
  /** Whether the code was taken as the second factor of this session. */
  readonly giveCode: (session: { readonly id: string; readonly userId: string }, code: string) => Promise<GivenCode>;
  readonly provider: ProviderEntry;
};

export type GivenCode = 'taken' | 'wrong' | 'used' | 'wait';

const STATE_COOKIE = 'provider';
/** Long enough to sign in at the provider, with a second factor there. */
const STATE_SECONDS = 600;

/** Our own ways in, inside the library: it counts the attempts, checks the origin, and makes session and cookie. */
export function ownWaysIn({ setUp, giveCode, provider }: OwnWays) {
  return {
    id: 'entente',
    rateLimit: [
      { pathMatcher: (path) => path === '/set-up' || path === '/second-factor', window: 60, max: 10 },
      { pathMatcher: (path) => path.startsWith('/provider/'), window: 60, max: 30 },
      { pathMatcher: (path) => path.startsWith('/passkey/'), window: 60, max: 60 },
    ],
    endpoints: {
      setUp: createAuthEndpoint('/set-up', { method: 'POST', body: SetUp }, async (ctx) => {
        const { internalAdapter } = ctx.context;
        const userId = await setUp(ctx.body);
        const user = userId === undefined ? null : await internalAdapter.findUserById(userId);
        if (!user) throw new APIError('FORBIDDEN', { code: 'SET_UP_OVER' });
        await setSessionCookie(ctx, { session: await internalAdapter.createSession(user.id), user });
        return ctx.json({});
      }),
      secondFactor: createAuthEndpoint(
        '/second-factor',
        { method: 'POST', body: SecondFactorCode, use: [sessionMiddleware] },
        async (ctx) => {
          const given = await giveCode(ctx.context.session.session, ctx.body.code);
          if (given === 'wait') throw new APIError('TOO_MANY_REQUESTS');
          if (given !== 'taken')
            throw new APIError('FORBIDDEN', { code: given === 'used' ? 'CODE_USED' : 'CODE_WRONG' });
          return ctx.json({});
        },
      ),
      providerBegin: createAuthEndpoint(
        '/provider/begin',
        { method: 'POST', body: z.strictObject({}) },
        async (ctx) => {
          const begun = await provider.begin();
          if (begun === 'off') throw new APIError('NOT_FOUND');
          if (begun === undefined) throw new APIError('SERVICE_UNAVAILABLE');
          // Lax: the provider sends the browser back from its own site. It holds nothing but what ties the answer to this browser.
          const cookie = ctx.context.createAuthCookie(STATE_COOKIE, { maxAge: STATE_SECONDS });
          await ctx.setSignedCookie(cookie.name, begun.state, ctx.context.secret, {
            ...cookie.attributes,
            sameSite: 'lax',
          });
          await ctx.context.internalAdapter.createVerificationValue({
            identifier: `provider-${begun.state}`,
            value: JSON.stringify(begun.kept),
            expiresAt: new Date(Date.now() + STATE_SECONDS * 1000),
          });
          return ctx.json({ url: begun.url });
        },
      ),
      providerCallback: createAuthEndpoint(
        '/provider/callback',
        { method: 'GET', query: z.record(z.string(), z.string()), requireRequest: true },
        async (ctx) => {
          const cookie = ctx.context.createAuthCookie(STATE_COOKIE);
          const state = await ctx.getSignedCookie(cookie.name, ctx.context.secret);
          ctx.setCookie(cookie.name, '', { ...cookie.attributes, sameSite: 'lax', maxAge: 0 });
          const leave = (why: string) => ctx.redirect(`${ctx.context.options.baseURL as string}/sign-in?error=${why}`);
          // Of this browser, of this round trip, once.
          if (!state || state !== ctx.query['state']) throw leave('provider-stale');
          const kept = await ctx.context.internalAdapter.consumeVerificationValue(`provider-${state}`);
          if (!kept) throw leave('provider-stale');
          const outcome = await provider.finish(ctx.request.url, { state, ...JSON.parse(kept.value) });
          if ('refused' in outcome) throw leave(`provider-${outcome.refused}`);
          const { internalAdapter } = ctx.context;
          const user = await internalAdapter.findUserById(outcome.userId);
          if (!user) throw leave('provider-unknown');
          const factors = outcome.isSecondFactor ? { secondFactorAt: new Date() } : {};
          const session = await internalAdapter.createSession(user.id, false, factors);
          await setSessionCookie(ctx, { session, user });
          throw ctx.redirect(`${ctx.context.options.baseURL as string}/`);
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
