import { passkey } from '@better-auth/passkey';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { APIError, getSessionFromCtx, isAPIError } from 'better-auth/api';
import { magicLink } from 'better-auth/plugins/magic-link';
import { PostgresDialect } from 'kysely';
import type pg from 'pg';
import { sha256, toHex, utf8 } from '#platform';
import { keepPasskeyBy } from '#store/people/passkey.ts';
import { admitSession, type BegunSession, type EmergencySignIn } from './begin-session.ts';
import { CLIENT_ADDRESS } from './mount.ts';
import { passkeyName } from './passkey-name.ts';
import { ownWaysIn, type OwnWays } from './plugin.ts';

export type SignInOptions = {
  readonly pool: pg.Pool;
  /** As the browser writes it, with scheme and port. */
  readonly baseUrl: string;
  /** The identity id of the party whose node this is. */
  readonly partyId: string;
  /** From the node's key folder; at least 32 random characters. Whoever has it and the database can forge a session. */
  readonly secret: string;
  /** What the library complains of, in one line. */
  readonly report: (message: string, cause?: unknown) => void;
  readonly now?: () => Date;
  readonly randomBytes?: (size: number) => Uint8Array;
  readonly fetch?: typeof globalThis.fetch;
  /** Tells of the use of an account for emergencies; done before its session begins. */
  readonly alarm?: (use: EmergencySignIn) => Promise<void>;
  /** Of each session, before it begins. */
  readonly note?: (begun: BegunSession) => Promise<void>;
};

export const LINK_LIFETIME_S = 24 * 60 * 60;
const SESSION_LIFETIME_S = 7 * 24 * 60 * 60;

/** A link is handed over inside the process: only a caller within it can give this. No e-mail is ever sent. */
export type Delivery = { readonly deliver: (url: string) => void };

export type Library = ReturnType<typeof openLibrary>;

export function openLibrary(options: SignInOptions, ways: OwnWays) {
  return betterAuth(libraryOptions(options, ways));
}

/** What is changed of how one signs in is changed by somebody who signed in a moment ago. */
export const FRESH_S = 15 * 60;

export function libraryOptions(options: SignInOptions, ways: OwnWays) {
  const { pool, baseUrl, partyId, secret, report } = options;
  const { now = () => new Date(), alarm = async () => {}, note = async () => {} } = options;
  return {
    appName: 'Entente',
    baseURL: baseUrl,
    basePath: '/api/auth',
    trustedOrigins: otherNamesHere(baseUrl),
    // The list form also keeps the library from reading a secret out of the environment.
    secrets: [{ version: 1, value: secret }],
    secret,
    database: { dialect: new PostgresDialect({ pool }), type: 'postgres', schemaName: 'sign_in', transaction: true },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => report(oneLine(`sign-in ${level}: ${message}`)) },
    onAPIError: {
      onError: (error) => {
        if (!isAPIError(error) || error.statusCode >= 500) report('sign-in failed', error);
      },
    },
    emailAndPassword: { enabled: false },
    user: { fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' } },
    session: {
      // The longest that a node may allow; what it does allow, and how long unused, is judged at each request.
      expiresIn: SESSION_LIFETIME_S,
      disableSessionRefresh: true,
      freshAge: FRESH_S,
      additionalFields: {
        method: { type: 'string', required: false, input: false, returned: false },
        linkBy: { type: 'string', required: false, input: false, returned: false, fieldName: 'link_by' },
        factorBy: { type: 'string', required: false, input: false, returned: false, fieldName: 'factor_by' },
        secondFactorAt: {
          type: 'date',
          required: false,
          input: false,
          returned: false,
          fieldName: 'second_factor_at',
        },
      },
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            const token: unknown = context?.query?.['token'];
            const { method, linkBy, factorBy } = await admitSession(
              pool,
              {
                userId: session.userId,
                path: context?.path,
                token: typeof token === 'string' ? token : undefined,
                credential: credentialIn(context?.body),
                address: session.ipAddress || null,
                agent: session.userAgent?.slice(0, 300) || null,
              },
              { now: now(), alarm, note },
            );
            // By the node's clock, by which its age is judged.
            const createdAt = now();
            return {
              data: {
                ...session,
                method,
                linkBy,
                factorBy,
                createdAt,
                ...(method === 'passkey' ? { secondFactorAt: createdAt } : {}),
              },
            };
          },
        },
      },
    },
    verification: { fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' } },
    rateLimit: {
      enabled: true, // the library's default depends on NODE_ENV
      storage: 'database',
      modelName: 'rate_limit',
      fields: { lastRequest: 'last_request' },
      window: 60,
      max: 120,
    },
    advanced: {
      // Cookies do not keep ports apart: two nodes on one host must not overwrite each other's.
      cookiePrefix: `entente-${toHex(sha256(utf8(`${partyId} ${baseUrl}`))).slice(0, 8)}`,
      // The page needs no session, and all that it asks for afterwards comes from the same site; so Strict costs nothing.
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS] },
      disableOriginCheck: false, // both are otherwise off under NODE_ENV=test
      disableCSRFCheck: false,
    },
    plugins: [
      ownWaysIn(ways),
      passkey({
        rpID: passkeyName(baseUrl) ?? 'localhost',
        rpName: 'Entente',
        origin: baseUrl,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        // The library asks for it and would do without: a passkey counts as both factors here, so its user was verified.
        registration: {
          afterVerification: async ({ ctx, verification }) => {
            refuseUnverified(verification.registrationInfo?.userVerified ?? false);
            const session = await getSessionFromCtx(ctx);
            const credential = verification.registrationInfo?.credential.id;
            // Durable before the passkey is: none opens anything without whom it may belong to.
            if (session && credential !== undefined) await keepPasskeyBy(pool, session.session.id, credential);
          },
        },
        authentication: {
          afterVerification: async ({ verification }) => refuseUnverified(verification.authenticationInfo.userVerified),
        },
        schema: {
          passkey: {
            fields: {
              publicKey: 'public_key',
              userId: 'user_id',
              credentialID: 'credential_id',
              deviceType: 'device_type',
              backedUp: 'backed_up',
              createdAt: 'created_at',
            },
          },
        },
      }),
      magicLink({
        expiresIn: LINK_LIFETIME_S,
        disableSignUp: true,
        storeToken: 'hashed',
        rateLimit: { window: 60, max: 10 },
        sendMagicLink: ({ url, metadata }) => {
          const deliver: unknown = metadata?.['deliver'];
          if (typeof deliver === 'function') deliver(url);
        },
      }),
    ],
  } satisfies BetterAuthOptions;
}

/** On this machine the node is reached by its digits too. */
function otherNamesHere(baseUrl: string): string[] {
  const { protocol, hostname, port } = new URL(baseUrl);
  return protocol === 'http:' && hostname === 'localhost' ? [`http://127.0.0.1:${port}`] : [];
}

/** As it was asked for; the library verifies it before a session begins. */
function credentialIn(body: unknown): string | undefined {
  const response: unknown = typeof body === 'object' && body !== null && 'response' in body ? body.response : undefined;
  const id: unknown = typeof response === 'object' && response !== null && 'id' in response ? response.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

function refuseUnverified(isVerified: boolean): undefined {
  if (!isVerified) throw new APIError('FORBIDDEN', { code: 'USER_NOT_VERIFIED' });
  return undefined;
}

/** Parts of it may come from a request. */
function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').slice(0, 300);
}
