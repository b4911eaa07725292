// Published lists: a code is all that a receipt or a recall may say, never text. docs/protocol/feed.md explains them.

/** Why a receipt excepts an entry; `lifted` comes with the state `stored`. */
export const RECEIPT_CODES = [
  'lifted',
  'no-disclosure', // the entry came without what it commits to
  'bad-disclosure', // what came does not open the commitment
  'bad-record', // does not follow its schema
  'unsupported-type',
  'too-large',
  'wrong-accord', // names another accord or channel than its feed
  'not-author', // by an identity that may not speak in this feed
  'not-in-force', // the accord does not let this flow now
  'above-ceiling', // marked above what the channel carries
  'unknown-marking',
  'withheld-required', // a part without which the record means nothing is withheld
  'person-rules', // about a person, with a property that no schema lists
  'equivocation', // one id and modified with two commitments
  'unknown-subject', // a step on a version that is not here
  'legal-hold', // a recall that is not followed: the law forbids it, or both are bound by what it names
] as const;
export type ReceiptCode = (typeof RECEIPT_CODES)[number];

export const RECEIPT_STATES = ['missing', 'refused', 'quarantined', 'stored'] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** Why an author asks for deletion. */
export const RECALL_CODES = ['error', 'retention-ended', 'person-request', 'legal-order', 'withdrawn'] as const;
export type RecallCode = (typeof RECALL_CODES)[number];
