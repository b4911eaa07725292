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

/** How a statement put it, not how it stands: that is the fold's. */
export const STATED = ['agreed', 'announced', 'requested', 'proposed', 'invited'] as const;

export const ENTRY_INTO_FORCE = ['at-once', 'by-step'] as const;

/** Verbs that may be stepped on a subject of each type. */
export const VERBS = {
  accord: ['ratify', 'enter-into-force', 'suspend', 'lift', 'terminate'],
  commitment: ['accept', 'dispute', 'plan', 'report', 'deliver', 'verify', 'withdraw', 'supersede'],
} as const;

export const CHARTER = 'charter';
export const SECRETARIAT = 'secretariat';
