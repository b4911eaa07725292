import { z } from 'zod';
import { cursor, next, type Shape } from '#contract/shape.ts';
import { Localized } from '#contract/session.ts';

/** A party card: what two administrators exchange (definitions, "Fingerprint"). */
export const PartyCard = z.strictObject({
  v: z.literal(1),
  id: z.string().regex(/^identity--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'the id of an identity'),
  names: z
    .record(z.string().max(35), z.string().trim().min(1).max(500))
    .refine((names) => Object.keys(names).length > 0 && Object.keys(names).length <= 50, '1 to 50 names by language'),
  url: z.string().max(2000).refine(isNodeAddress, 'https, or http on the loopback address; no user, query or fragment'),
  key: z.string().describe('Ed25519 public key, base64'),
});
export type PartyCard = z.infer<typeof PartyCard>;

/** A key that a party has or had, oldest first: how it came, and until when its messages were taken under it. */
export const KeyView = z.object({
  fingerprint: z.string(),
  how: z.enum(['paired', 'rotated', 'paired-again']),
  since: z.string(),
  until: z.string().nullable(),
  distrusted: z.boolean(),
});
export type KeyView = z.infer<typeof KeyView>;

/** `GET /api/v1/card`: our own card and its fingerprint. */
export const OwnCard = z.object({ card: PartyCard, fingerprint: z.string(), keys: z.array(KeyView) });

/** `POST /api/v1/partners`: pairs with the card if its fingerprint is the one that was compared; `again` after it gave up its key. */
export const NewPartner = z.strictObject({
  card: PartyCard,
  fingerprint: z.string(),
  again: z.boolean().optional(),
});

/** `POST /api/v1/key`: a new key for this node; `compromised` if the present one may be in other hands. Answers the new card. */
export const NewKey = z.strictObject({ compromised: z.boolean() });

export const PartnerView = z.object({
  id: z.string(),
  names: Localized,
  url: z.string(),
  fingerprint: z.string(),
  keys: z.array(KeyView),
  pairedAt: z.string(),
  lastContact: z.string().nullable(),
  reachable: z.boolean().nullable(),
  fault: z.string().nullable(),
});
export type PartnerView = z.infer<typeof PartnerView>;

/** Where a node answers. TLS is for all but the loopback address, where there is no wire. */
function isNodeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username || password || search || hash) return false;
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

export const PartnerList = z.object({ partners: z.array(PartnerView), next });

export const partnersApi = {
  readCard: { summary: 'Our own party card and its fingerprint', answers: { 200: OwnCard } },
  replaceKey: { summary: 'A new key for this node', body: NewKey, answers: { 200: OwnCard } },
  listPartners: {
    summary: 'The partners that this node is paired with, in the order of their pairing',
    query: z.strictObject({ cursor }),
    answers: { 200: PartnerList },
  },
  pairPartner: {
    summary: 'Pair with a partner whose fingerprint was compared',
    body: NewPartner,
    answers: { 201: PartnerView },
  },
} satisfies Record<string, Shape>;
