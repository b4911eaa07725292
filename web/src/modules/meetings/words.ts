import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { AgendaPoint, WeighedDay } from '#contract/meetings.ts';
import type { PersonalKind } from '#kernel/policy/personal-data.ts';
import type { Term } from '../../ui/vocabulary.ts';
import { ATTRIBUTES } from '../statements/sets/attributes.ts';

const AGREED: Term = { label: msg`Agreed`, tone: 'agreed' };
const WITHDRAWN: Term = { label: msg`Withdrawn`, tone: 'ended' };
const SUPERSEDED: Term = { label: msg`Superseded`, tone: 'ended' };
const DISPUTED: Term = { label: msg`Disputed`, tone: 'bad' };
const DECLINED: Term = { label: msg`Declined`, tone: 'warn' };
const PROPOSED: Term = { label: msg`Proposed`, tone: 'wait' };

export const ARRANGEMENT_STATES: Readonly<Record<string, Term>> = {
  proposed: PROPOSED,
  agreed: AGREED,
  declined: DECLINED,
  withdrawn: WITHDRAWN,
  ended: { label: msg`Ended`, tone: 'ended' },
};

export const MEETING_STATES: Readonly<Record<string, Term>> = {
  proposed: PROPOSED,
  agreed: AGREED,
  declined: DECLINED,
  postponed: { label: msg`Postponed`, tone: 'warn' },
  disputed: DISPUTED,
  held: { label: msg`Took place`, tone: 'done' },
  cancelled: { label: msg`Cancelled`, tone: 'ended' },
  crossed: { label: msg`Two dates agreed at once`, tone: 'bad' },
  missed: { label: msg`Missed`, tone: 'bad' },
  ahead: { label: msg`Ahead`, tone: 'neutral' },
};

export const AGENDA_STATES: Readonly<Record<string, Term>> = {
  open: { label: msg`Open`, tone: 'neutral' },
  accepted: { label: msg`Accepted`, tone: 'agreed' },
  objected: { label: msg`Objected to`, tone: 'warn' },
  deferred: { label: msg`Deferred`, tone: 'wait' },
  closed: { label: msg`Closed`, tone: 'done' },
  withdrawn: WITHDRAWN,
};

export const MINUTES_STATES: Readonly<Record<string, Term>> = {
  exchanged: { label: msg`Exchanged`, tone: 'wait' },
  returned: { label: msg`Returned`, tone: 'warn' },
  agreed: AGREED,
  signed: { label: msg`Signed by both`, tone: 'done' },
  'unsigned-lapsed': { label: msg`Lapsed unsigned`, tone: 'bad' },
  withdrawn: WITHDRAWN,
  superseded: SUPERSEDED,
};

export const DECISION_STATES: Readonly<Record<string, Term>> = {
  recorded: { label: msg`Recorded`, tone: 'wait' },
  agreed: AGREED,
  disputed: DISPUTED,
  withdrawn: WITHDRAWN,
  superseded: SUPERSEDED,
};

export const POINT_WORDS: Readonly<Record<AgendaPoint['kind'], MessageDescriptor>> = {
  'overdue-commitment': msg`Overdue commitment`,
  'due-commitment': msg`Due soon`,
  'stalled-commitment': msg`Stalled commitment`,
  'reannounced-commitment': msg`Commitment announced again`,
  'last-action': msg`Action of the last meeting`,
  'carried-over': msg`Left open last time`,
};

export const DAY_WORDS: Readonly<Record<WeighedDay['reasons'][number]['kind'], MessageDescriptor>> = {
  weekend: msg`weekend`,
  holiday: msg`public holiday`,
  'half-day': msg`half a working day`,
  'holiday-may-shift': msg`beside a holiday that follows the moon`,
  'outside-hours': msg`outside office hours`,
  'unknown-calendar': msg`its holidays are not known here`,
};

export const PERSONAL_WORDS: Readonly<Record<PersonalKind, MessageDescriptor>> = {
  'e-mail': msg`e-mail address`,
  phone: msg`telephone number`,
  'bank-account': msg`bank account`,
  'payment-card': msg`payment card`,
  'identity-number': msg`identity number`,
  passport: msg`passport number`,
  wallet: msg`wallet address`,
  position: msg`exact position`,
  'case-number': msg`case number`,
  vehicle: msg`number plate`,
  'named-person': msg`name of a person`,
  'birth-date': msg`date of birth`,
};

export const ROLE_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  'co-chair': msg`Co-chair`,
  member: msg`Member`,
  adviser: msg`Adviser`,
  secretary: msg`Secretary`,
  interpreter: msg`Interpreter`,
  observer: msg`Observer`,
};

/** In what two accounts of one undertaking differ. */
export const DIFFERENCE_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  ...ATTRIBUTES,
  numbers: msg`Numbers`,
};

/** How the credentials of an office stand. */
export const CREDENTIAL_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  announced: msg`credentials announced`,
  presented: msg`credentials presented`,
  accepted: msg`credentials accepted`,
};

/** How a body decides between its meetings. */
export const PROCEDURE_WORDS = {
  'written-consent': msg`each side says yes in writing`,
  silence: msg`who says nothing in time has said yes`,
} as const satisfies Readonly<Record<string, MessageDescriptor>>;
