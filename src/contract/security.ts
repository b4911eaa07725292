import { z } from 'zod';
import { line, type Shape } from '#contract/shape.ts';

const at = z.iso.datetime();
const done = z.object({});

export const SignInMethod = z.enum(['link', 'passkey', 'provider', 'set-up']);

export const SessionRow = z.object({
  id: z.string(),
  isThis: z.boolean(),
  method: SignInMethod,
  address: z.string().nullable(),
  agent: z.string().nullable().describe('what the browser calls itself'),
  signedInAt: at,
  lastUsedAt: at,
});

/** How one signs in oneself. */
export const Security = z.object({
  passkeys: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      madeAt: at.nullable(),
      isBackedUp: z.boolean().describe('kept by a service of the device, so it outlasts the device'),
      isOfOneDevice: z.boolean(),
    }),
  ),
  totp: z.object({ since: at }).nullable(),
  recoveryCodes: z.number().int().describe('that were not used yet'),
  sessions: z.array(SessionRow),
  isDemanded: z.boolean().describe('a role of this person must have a second factor here'),
  mayChange: z.boolean().describe('signed in a moment ago; else sign in again first'),
  passkeysWork: z.boolean().describe('false where the node is reached by an address of digits'),
});
export type Security = z.infer<typeof Security>;

export const OfferedTotp = z.object({
  uri: z.string().describe('otpauth:, for a QR code'),
  secret: z.string().describe('the same, to be typed'),
});
export type OfferedTotp = z.infer<typeof OfferedTotp>;
export const RecoveryCodes = z.object({ codes: z.array(z.string()).describe('shown this once') });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const TokenRow = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  madeAt: at,
  expiresAt: at.nullable(),
  lastUsedAt: at.nullable().describe('to the minute'),
  revokedAt: at.nullable(),
});
export type TokenRow = z.infer<typeof TokenRow>;
export const TokenList = z.object({
  tokens: z.array(TokenRow),
  longestDays: z.number().int(),
  scopes: z.array(z.string()).describe('that a new one may have'),
});
export type TokenList = z.infer<typeof TokenList>;
export const NewToken = z.strictObject({
  name: line(100),
  scopes: z.array(z.string().max(60)).min(1).max(100),
  days: z.number().int().min(1).max(1095),
});
export type NewToken = z.infer<typeof NewToken>;
export const MadeToken = z.object({ id: z.string(), token: z.string().describe('shown this once'), expiresAt: at });
export type MadeToken = z.infer<typeof MadeToken>;

export const securityApi = {
  readSecurity: { summary: 'How one signs in oneself: passkeys, authenticator, sessions', answers: { 200: Security } },
  renamePasskey: {
    summary: 'Names a passkey',
    body: z.strictObject({ name: line(100) }),
    answers: { 200: done },
  },
  removePasskey: { summary: 'Removes a passkey', answers: { 200: done } },
  offerTotp: {
    summary: 'A secret for an authenticator; it counts once a code of it was given',
    answers: { 200: OfferedTotp },
  },
  confirmTotp: {
    summary: 'Confirms an authenticator by a code of it',
    body: z.strictObject({ code: z.string().trim().max(20) }),
    answers: { 200: done },
  },
  removeTotp: { summary: 'Removes the authenticator', answers: { 200: done } },
  renewRecoveryCodes: { summary: 'Ten new recovery codes in place of the old', answers: { 200: RecoveryCodes } },
  endOwnSession: { summary: 'Ends one of one’s sessions', answers: { 200: done } },
  endOtherSessions: {
    summary: 'Ends all of one’s sessions but this',
    answers: { 200: z.object({ ended: z.number().int() }) },
  },
  listOwnTokens: { summary: 'One’s tokens for programs', answers: { 200: TokenList } },
  makeOwnToken: { summary: 'A token for a program of one’s own', body: NewToken, answers: { 201: MadeToken } },
  revokeOwnToken: { summary: 'Ends a token', answers: { 200: done } },
} satisfies Record<string, Shape>;
