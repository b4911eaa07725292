import { z } from 'zod';
import { WrappedKey } from '#contract/oversight.ts';
import { cursor, next, type Shape } from '#contract/shape.ts';

const base64 = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/);
const SIDES = ['keeper', 'oversight'] as const;
/** P-256, 65 bytes uncompressed. */
const PublicKey = z
  .string()
  .length(88)
  .regex(/^B[A-Za-z0-9+/]+={0,2}$/);
const Half = base64(400).describe('a half of the content key, encrypted to one holder');
const words = (most: number) => z.string().trim().min(1).max(most);

const SealKey = z.object({ publicKey: z.string(), side: z.enum(SIDES), name: z.string(), since: z.string() });
export const SealKeys = z.object({
  keys: z.array(SealKey),
  own: z.object({ publicKey: z.string(), wrapped: WrappedKey }).nullable(),
});
export type SealKeys = z.infer<typeof SealKeys>;

const Opening = z.object({
  id: z.string(),
  side: z.enum(SIDES),
  reason: z.string(),
  at: z.string(),
  by: z.string().describe('who asked; empty once they hold no key any more'),
  state: z.enum(['asked', 'granted', 'refused']),
  isOwn: z.boolean(),
  publicKey: z.string().nullable().describe('of who asked: what the other half is encrypted to'),
  why: z.string().nullable(),
  half: z.string().nullable().describe('for who asked, once it was granted'),
});

const SealFacts = {
  id: z.string(),
  label: z.string(),
  at: z.string(),
  openings: z.number().int(),
  record: z.string().nullable().describe('what it belongs to; null: nothing, or nothing that the reader sees'),
};
export const SealList = z.object({ seals: z.array(z.object(SealFacts)), next });
export const SealView = z.object({
  ...SealFacts,
  commitment: z.string(),
  ciphertext: z.string(),
  half: z.string().nullable().describe('the caller’s own'),
  asked: z.array(Opening),
  holders: z.array(SealKey.extend({ holds: z.boolean() })).describe('present keys, and whether a half is under each'),
});
export type SealList = z.infer<typeof SealList>;
export type SealView = z.infer<typeof SealView>;

export const sealsApi = {
  listSealKeys: { summary: 'The present keys of those who hold halves', answers: { 200: SealKeys } },
  putSealKey: {
    summary:
      'Register a key made in a browser, in place of the caller’s last; the same key again: under another passphrase',
    body: z.strictObject({ publicKey: PublicKey, wrapped: WrappedKey }),
    answers: { 201: SealKeys },
  },
  listSeals: {
    summary: 'What is sealed: labels and counts',
    query: z.strictObject({ cursor, record: z.string().min(1).max(200).optional() }),
    answers: { 200: SealList },
  },
  makeSeal: {
    summary: 'Keep what a browser sealed',
    body: z.strictObject({
      id: z.uuid(),
      label: words(200).describe('no content: everybody who holds a half reads it'),
      record: z.string().min(1).max(200).optional().describe('what it belongs to'),
      commitment: base64(44),
      ciphertext: base64(900_000),
      halves: z
        .array(z.strictObject({ publicKey: PublicKey, half: Half }))
        .min(2)
        .max(200),
    }),
    answers: { 201: SealView },
  },
  readSeal: { summary: 'One seal: ciphertext, the caller’s half, who asked', answers: { 200: SealView } },
  passSealHalf: {
    summary: 'Give a half to a new holder of the same side',
    body: z.strictObject({ publicKey: PublicKey, half: Half }),
    answers: { 201: SealView },
  },
  askOpening: {
    summary: 'Ask the other side for its half, with a reason',
    body: z.strictObject({ reason: words(2000) }),
    answers: { 201: SealView },
  },
  decideOpening: {
    summary: 'Give the other side’s half to who asked, or refuse',
    body: z.union([z.strictObject({ half: Half }), z.strictObject({ why: words(2000) })]),
    answers: { 200: SealView },
  },
} satisfies Record<string, Shape>;
