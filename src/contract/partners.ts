import { z } from 'zod';
import { Localized } from '#contract/session.ts';

/** A party card: what two administrators exchange (definitions, "Fingerprint"). */
export const PartyCard = z.strictObject({
  v: z.literal(1),
  id: z.string().regex(/^identity--[0-9a-f-]{36}$/),
  names: Localized,
  url: z.url(),
  key: z.string().describe('Ed25519 public key, base64'),
});
export type PartyCard = z.infer<typeof PartyCard>;

/** `GET /api/v1/card`: our own card and its fingerprint. */
export const OwnCard = z.object({ card: PartyCard, fingerprint: z.string() });

/** `POST /api/v1/partners`: pairs with the card if its fingerprint is the one that was compared. */
export const NewPartner = z.strictObject({ card: PartyCard, fingerprint: z.string() });

export const PartnerView = z.object({
  id: z.string(),
  names: Localized,
  url: z.string(),
  fingerprint: z.string(),
  pairedAt: z.string(),
  lastContact: z.string().nullable(),
  reachable: z.boolean().nullable(),
  fault: z.string().nullable(),
});
export const PartnerList = z.object({ partners: z.array(PartnerView) });
export type PartnerView = z.infer<typeof PartnerView>;
