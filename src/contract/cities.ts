import { z } from 'zod';
import { RecordView } from '#contract/records.ts';
import { Localized } from '#contract/session.ts';
import { cursor, line, media, next, type Shape } from '#contract/shape.ts';

export const VisitView = z.object({
  visit: RecordView,
  delegations: z.record(z.string(), RecordView).describe('by party: offices in order of precedence'),
  programme: RecordView.nullable().describe('the newest'),
  reports: z.array(RecordView),
  commitments: z.array(RecordView).describe('what it promised'),
});
export type VisitView = z.infer<typeof VisitView>;

export const VisitSummary = z.object({
  id: z.string(),
  accord: z.string().describe('the accord itself, or one of cities under it'),
  title: Localized,
  kind: z.string(),
  place: Localized,
  host: z.string().describe('the party that invites'),
  from: z.string(),
  until: z.string(),
  timeZone: z.string(),
  answerBy: z.string().nullable(),
  state: z.string(),
  hasReport: z.boolean(),
});
export type VisitSummary = z.infer<typeof VisitSummary>;
export const VisitList = z.object({ visits: z.array(VisitSummary), next });
export type VisitList = z.infer<typeof VisitList>;

/** What a border or a host wants to know of one traveller. No record, no export and no backup of the node holds it. */
export const Traveller = z.strictObject({
  familyName: line(200),
  givenNames: line(200).optional(),
  born: z.iso.date(),
  nationality: z.string().regex(/^[A-Z]{2,3}$/, 'must be the code of a country'),
  passport: z.strictObject({ number: line(40), country: z.string().regex(/^[A-Z]{2,3}$/), expires: z.iso.date() }),
  office: line(300).optional(),
});
export type Traveller = z.infer<typeof Traveller>;

export const NewCredential = z.strictObject({
  purpose: line(200).describe('what it is kept for: a visa, an access list'),
  traveller: Traveller,
});

const CREDENTIAL_ENDS = ['ended', 'cancelled', 'declined', 'deleted', 'by-hand'] as const;
export const CredentialList = z.object({
  credentials: z.array(
    z.object({
      id: z.string(),
      purpose: z.string(),
      putAt: z.string(),
      keepUntil: z.string().describe('deleted then at the latest'),
      traveller: Traveller.nullable().describe('null: its key is gone, as after a restore'),
    }),
  ),
  deletions: z.array(z.object({ at: z.string(), credentials: z.number().int(), why: z.enum(CREDENTIAL_ENDS) })),
});
export type CredentialList = z.infer<typeof CredentialList>;

const KEPT = z.object({ id: z.string(), keepUntil: z.string() });

export const citiesApi = {
  listVisits: {
    summary: 'Visits and forums under an accord and those of cities under it, newest first',
    query: z.strictObject({ accord: z.string(), cursor }),
    answers: { 200: VisitList },
  },
  readVisit: { summary: 'A visit or forum with all that belongs to it', answers: { 200: VisitView } },
  exportContacts: {
    summary: 'Twin contacts of an accord as vCards: offices, no names',
    answers: { 200: media('text/vcard', 'vCard 4.0 (RFC 6350), one card for each office') },
  },
  exportDelegation: {
    summary: 'A delegation as vCards, one for each office in order of precedence; no names',
    answers: { 200: media('text/vcard', 'vCard 4.0 (RFC 6350)') },
  },
  readCredentials: {
    summary: 'What is kept of the travellers of a visit, for the purpose that `Entente-Purpose` names',
    description:
      'The node’s own: it leaves by no door, is in no search, export or backup, and is deleted after the visit.',
    answers: { 200: CredentialList },
  },
  putCredential: {
    summary: 'Keep what credentials need of one traveller, until the visit is over',
    body: NewCredential,
    answers: { 201: KEPT },
  },
  deleteCredential: {
    summary: 'Delete what is kept of one traveller, before the visit is over',
    answers: { 200: z.object({ deleted: z.number().int() }) },
  },
} satisfies Record<string, Shape>;
