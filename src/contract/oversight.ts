import { z } from 'zod';
import { cursor, media, natural, next, type Shape } from '#contract/shape.ts';

const base64 = (bytes: number) =>
  z
    .string()
    .length(Math.ceil(bytes / 3) * 4)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
    .describe(`${bytes} bytes, base64`);

const KINDS = ['read', 'write', 'export', 'administer', 'sign-in', 'seal', 'alarm', 'restore'] as const;
const OUTCOMES = ['answered', 'refused'] as const;

export const AccessView = z.object({
  index: z.number().int().describe('its line in the log, from 0'),
  at: z.string(),
  kind: z.enum(KINDS),
  outcome: z.enum(OUTCOMES),
  person: z.object({ id: z.string(), name: z.string().nullable(), officerNumber: z.string().nullable() }).nullable(),
  token: z.string().nullable(),
  asked: z.string(),
  purpose: z.string(),
  count: z.number().int(),
  digest: z.string(),
  to: z.string().nullable(),
});
export type AccessView = z.infer<typeof AccessView>;

export const AccessList = z.object({ accesses: z.array(AccessView), next });
export type AccessList = z.infer<typeof AccessList>;

const text = z.string().min(1).max(400).optional();
/** As in the header. */
const Purpose = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u)
  .describe('what it is read for, where there is no Entente-Purpose');
const AccessFilter = {
  person: text.describe('the internal id of a person'),
  record: text.describe('the id of a record'),
  token: text.describe('the name of a token'),
  purpose: text,
  kind: z.enum(KINDS).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  asked: text.describe('part of the address or the query'),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
};

/** The log as the cosigner's browser needs it: what is signed, and what was cosigned last. */
export const AccessHead = z.object({
  origin: z.string(),
  size: z.number().int(),
  checkpoint: z.string().nullable().describe('the signed note; null before the first entry'),
  epochs: z
    .array(z.object({ epoch: z.number().int(), start: z.number().int(), at: z.string() }))
    .describe('begun when the node was put back from a backup: after so many entries; without the first'),
  keys: z.array(base64(32)).describe('this party’s, the oldest first'),
  fingerprint: z.string().describe('of the present key'),
  cosigned: z
    .object({ size: z.number().int(), note: z.string(), key: base64(32), at: z.string(), name: z.string() })
    .nullable()
    .describe('the largest'),
  cosigners: z.array(
    z.object({
      key: base64(32),
      fingerprint: z.string(),
      name: z.string(),
      since: z.string(),
      until: z.string().nullable(),
    }),
  ),
});
export type AccessHead = z.infer<typeof AccessHead>;

/** How a browser encrypted a private half; opaque to the node. */
export const WrappedKey = z.strictObject({
  v: z.literal(1),
  kdf: z.enum(['pbkdf2-sha256', 'passkey-prf']),
  iterations: z.number().int().min(100_000).max(10_000_000).optional(),
  credential: z.string().max(1400).optional().describe('the passkey, base64url'),
  salt: z.string().min(16).max(100),
  iv: z.string().min(16).max(24),
  ciphertext: z.string().min(40).max(400),
});
export type WrappedKey = z.infer<typeof WrappedKey>;

export const OwnCosigner = z.object({
  key: z.object({ publicKey: base64(32), wrapped: WrappedKey, since: z.string() }).nullable(),
});
export type OwnCosigner = z.infer<typeof OwnCosigner>;

export const NewCosigner = z.strictObject({ publicKey: base64(32), wrapped: WrappedKey });

export const Proof = z.object({
  from: z.number().int(),
  size: z.number().int(),
  hashes: z.array(base64(32)),
});
export type Proof = z.infer<typeof Proof>;

export const oversightApi = {
  listAccesses: {
    summary: 'Search the access log, newest first',
    query: z.strictObject({ cursor, ...AccessFilter }),
    answers: { 200: AccessList },
  },
  listOwnAccesses: {
    summary: 'What the access log holds of the caller, newest first',
    query: z.strictObject({ cursor }),
    answers: { 200: AccessList },
  },
  readAccessHead: {
    summary: 'The checkpoint of the access log, and how far it is cosigned',
    answers: { 200: AccessHead },
  },
  proveAccessLog: {
    summary: 'That the access log of one size continues it at a smaller one',
    query: z.strictObject({ from: natural, size: natural }),
    answers: { 200: Proof },
  },
  exportAccesses: {
    summary: 'The access log with checkpoint and cosignatures, to be verified offline',
    description:
      'With filters, entries that do not match are left out and proved by their hashes. A browser says what for, as a header or, where it follows a link, in the address.',
    query: z.strictObject({ ...AccessFilter, for: Purpose.optional() }),
    answers: { 200: media('application/jsonl', 'JSON lines, docs/protocol/access-log.md') },
  },
  readCosigner: { summary: 'The caller’s own cosigning key, encrypted', answers: { 200: OwnCosigner } },
  putCosigner: {
    summary: 'Register a cosigning key made in a browser',
    body: NewCosigner,
    answers: { 201: OwnCosigner },
  },
  cosignAccessLog: {
    summary: 'Keep a cosigned checkpoint of the access log',
    body: z.strictObject({ note: z.string().min(1).max(10_000) }),
    answers: { 201: AccessHead },
  },
} satisfies Record<string, Shape>;
