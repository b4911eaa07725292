/** Closed value sets of our own types. */
export const COMMITMENT_KINDS = [
  'establish-mechanism',
  'recurring-meeting',
  'protection-measure',
  'training',
  'information-sharing',
  'capacity-building',
  'investigation',
  'event-attendance',
  'other',
] as const;

/** How one side sees how far a commitment is; said only with evidence. */
export const RATINGS = ['not-started', 'on-track', 'at-risk', 'off-track', 'done'] as const;
export type Rating = (typeof RATINGS)[number];

/** What a commitment is to the earlier one that it names. */
export const LINEAGES = ['reaffirmed', 'expanded', 'superseded'] as const;

/** How a statement put it, not how it stands: that is the fold's. */
export const STATED = ['agreed', 'announced', 'requested', 'proposed', 'invited'] as const;

export const ENTRY_INTO_FORCE = ['at-once', 'by-step'] as const;

/** Verbs that may be stepped on a subject of each type. */
export const VERBS = {
  accord: ['ratify', 'enter-into-force', 'suspend', 'lift', 'terminate'],
  commitment: ['accept', 'dispute', 'plan', 'report', 'deliver', 'verify', 'withdraw', 'supersede'],
  'correction-notice': ['carry-out', 'decline'],
  body: ['agree', 'decline', 'withdraw', 'end'],
  series: ['agree', 'decline', 'withdraw', 'end'],
  meeting: ['agree', 'decline', 'postpone', 'cancel', 'hold'],
  'agenda-item': ['accept', 'object', 'defer', 'close', 'withdraw'],
  minutes: ['return', 'agree', 'sign', 'lapse', 'withdraw', 'supersede'],
  review: ['return', 'agree', 'sign', 'lapse', 'withdraw', 'supersede'],
  decision: ['agree', 'dispute', 'withdraw', 'supersede'],
  delegation: ['accept', 'return', 'withdraw'],
  'city-plan': ['agree', 'decline', 'withdraw', 'end'],
  'good-practice': ['accept', 'decline', 'withdraw'],
  visit: ['accept', 'decline', 'cancel', 'hold'],
  programme: ['agree', 'decline', 'withdraw', 'end'],
  'visit-report': ['agree', 'return', 'withdraw'],
} as const;

/** What a notice to who else holds a record asks for. */
export const CORRECTIONS = ['correction', 'deletion'] as const;

export const BODY_KINDS = [
  'joint-working-group',
  'ministerial-review',
  'sub-group',
  'city-exchange',
  'forum',
  'other',
] as const;
export const SEAT_ROLES = ['co-chair', 'member', 'adviser', 'secretary', 'interpreter', 'observer'] as const;
export const HOST_RULES = ['alternating', 'fixed', 'agreed-each-time'] as const;
/** Between meetings: each side says yes in writing, or whoever says nothing within the days has said yes. */
export const INTERSESSIONAL_PROCEDURES = ['written-consent', 'silence'] as const;
export const MEETING_FORMATS = ['in-person', 'online', 'hybrid'] as const;
export const AGENDA_KINDS = ['information', 'discussion', 'decision'] as const;
export const CREDENTIAL_STATES = ['announced', 'presented', 'accepted'] as const;
export const DECISION_WAYS = ['at-meeting', 'intersessional'] as const;

export const REVIEW_EDITIONS = ['restricted', 'public'] as const;
export const REVIEW_SECTIONS = [
  'figures',
  'kept',
  'under-way',
  'exceptions',
  'meetings',
  'rights',
  'priorities',
] as const;
/** Of what a review must tell whatever else it tells. */
export const RIGHTS_FIGURES = ['refusals', 'complaints', 'deletions'] as const;
/** What a sentence of a review can say; its words in each language stand beside it. */
export const SAYINGS = [
  'counted',
  'verified',
  'delivered',
  'under-way',
  'not-begun',
  'late',
  'disputed',
  'withdrawn',
  'superseded',
  'rated-alike',
  'rated-differently',
  'rated-by-side',
  'not-rated-by-side',
  'held',
  'postponed',
  'cancelled',
  'minutes-signed',
  'minutes-lapsed',
  'due-next',
  'accounts-compared',
  ...RIGHTS_FIGURES,
] as const;
/** In what two accounts of one undertaking can differ. */
export const DIFFERENCES = ['kind', 'responsible', 'due', 'recurrence', 'status', 'numbers'] as const;
export type Difference = (typeof DIFFERENCES)[number];
export const VISIT_KINDS = ['visit', 'forum', 'study-visit'] as const;

/** The kind of an accord between cities under the accord of their states. Nothing operational flows under it. */
export const CITIES = 'cities';

export const CHARTER = 'charter';
export const SECRETARIAT = 'secretariat';
