import { z } from 'zod';
import { IdentityProviderView, NewIdentityProvider, ProviderTest } from '#contract/identity-provider.ts';
import { MadeToken, NewToken, SessionRow, SignInMethod, TokenList } from '#contract/security.ts';
import { cursor, line, next, type Shape } from '#contract/shape.ts';

const at = z.iso.datetime();
const done = z.object({});

/** Somebody, or a service, as to how they come in: nothing of what they read. */
export const AccountRow = z.object({
  id: z.string(),
  kind: z.enum(['person', 'service']),
  name: z.string(),
  roles: z.array(z.string()),
  isActive: z.boolean(),
  isEmergency: z.boolean(),
  passkeys: z.number().int(),
  hasTotp: z.boolean(),
  hasProvider: z.boolean(),
  sessions: z.number().int(),
  tokens: z.number().int(),
  lastUsedAt: at.nullable(),
});
export type AccountRow = z.infer<typeof AccountRow>;
export const AccountList = z.object({ accounts: z.array(AccountRow), next });
export type AccountList = z.infer<typeof AccountList>;

export const NewAccount = z.strictObject({
  kind: z.enum(['person', 'service']),
  name: line(200),
  role: z.string().max(40),
  unit: line(200),
  locale: z.enum(['en', 'zh-Hans', 'ur']),
  officerNumber: line(40).describe('what partners see in place of the name'),
  login: line(200).optional().describe('user name or confirmed address at the identity provider'),
});
export type NewAccount = z.infer<typeof NewAccount>;
export const SignInLink = z.object({
  link: z.string().describe('signs in once, within 24 hours: whoever holds it is that person'),
});
export type SignInLink = z.infer<typeof SignInLink>;
export const MadeAccount = z.object({
  id: z.string(),
  link: z.string().nullable(),
  proposal: z.string().nullable().describe('its role waits for a second person; null: it holds'),
});
export type MadeAccount = z.infer<typeof MadeAccount>;
export const AccountChange = z.strictObject({ isActive: z.boolean().optional(), isEmergency: z.boolean().optional() });
export type AccountChange = z.infer<typeof AccountChange>;

export const SignInSettings = z.strictObject({
  secondFactorRoles: z.array(z.string().max(40)).max(20).describe('do nothing without a second factor'),
  localSignIn: z.enum(['all', 'emergency']).describe('emergency: everybody else comes by the identity provider'),
  idleMinutes: z.number().int().min(5).max(10_080),
  absoluteHours: z.number().int().min(1).max(168),
  tokenDays: z.number().int().min(1).max(1095),
});
export type SignInSettings = z.infer<typeof SignInSettings>;

export const EmergencyUses = z.object({
  uses: z.array(
    z.object({
      id: z.string(),
      at,
      name: z.string(),
      method: SignInMethod,
      address: z.string().nullable(),
      agent: z.string().nullable(),
      seenAt: at.nullable(),
    }),
  ),
  next,
});
export type EmergencyUses = z.infer<typeof EmergencyUses>;

export const accountsApi = {
  listAccounts: {
    summary: 'Who can come in, and how',
    query: z.strictObject({ cursor }),
    answers: { 200: AccountList },
  },
  makeAccount: {
    summary: 'An account of a person, with a link that signs in once, or of a service',
    description: 'The account is there at once; its role waits for a second person, as whatever widens.',
    body: NewAccount,
    answers: { 201: MadeAccount },
  },
  changeAccount: {
    summary: 'Switches an account off or on, or keeps it for emergencies',
    description: 'Switched on, whoever has a role gets it back: that waits for a second person, as whatever widens.',
    body: AccountChange,
    answers: { 200: z.object({ proposal: z.string().nullable() }) },
  },
  makeSignInLink: { summary: 'A link that signs somebody in once', answers: { 201: SignInLink } },
  resetFactors: {
    summary: 'Removes all passkeys, the authenticator and recovery codes of somebody',
    answers: { 200: done },
  },
  listAccountSessions: {
    summary: 'The sessions of somebody',
    answers: { 200: z.object({ sessions: z.array(SessionRow) }) },
  },
  endAccountSessions: {
    summary: 'Ends all sessions of somebody, at once',
    answers: { 200: z.object({ ended: z.number().int() }) },
  },
  listServiceTokens: { summary: 'The tokens of a service', answers: { 200: TokenList } },
  makeServiceToken: { summary: 'A token for a service', body: NewToken, answers: { 201: MadeToken } },
  revokeServiceToken: { summary: 'Ends a token of a service', answers: { 200: done } },
  readSignInSettings: { summary: 'How this node lets people in', answers: { 200: SignInSettings } },
  changeSignInSettings: {
    summary: 'Changes how this node lets people in',
    versioned: true,
    body: SignInSettings,
    answers: { 200: SignInSettings },
  },
  readIdentityProvider: { summary: 'The identity provider of this node', answers: { 200: IdentityProviderView } },
  changeIdentityProvider: {
    summary: 'Connects or changes the identity provider',
    versioned: true,
    body: NewIdentityProvider,
    answers: { 200: IdentityProviderView },
  },
  testIdentityProvider: {
    summary: 'Asks the identity provider that is configured for its discovery document',
    asks: true,
    answers: { 200: ProviderTest },
  },
  listEmergencyUses: {
    summary: 'Sign-ins of accounts for emergencies, newest first',
    query: z.strictObject({ cursor }),
    answers: { 200: EmergencyUses },
  },
  seeEmergencyUse: { summary: 'Says that one has looked at such a sign-in', answers: { 200: done } },
} satisfies Record<string, Shape>;
