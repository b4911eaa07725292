import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ProposedCommitment } from '#contract/statements.ts';
import type { Delivery } from '#contract/records.ts';

export type Tone = 'neutral' | 'wait' | 'agreed' | 'work' | 'done' | 'warn' | 'bad' | 'ended';
export type Term = { readonly label: MessageDescriptor; readonly tone: Tone };

/** Joint states of a commitment, worst first: the order in which a summary names them. */
export const COMMITMENT_STATES: Readonly<Record<string, Term>> = {
  disputed: { label: msg`Disputed`, tone: 'bad' },
  stalled: { label: msg`Stalled`, tone: 'warn' },
  announced: { label: msg`Announced`, tone: 'wait' },
  accepted: { label: msg`Accepted`, tone: 'agreed' },
  planned: { label: msg`Planned`, tone: 'work' },
  'in-progress': { label: msg`In progress`, tone: 'work' },
  delivered: { label: msg`Delivered`, tone: 'done' },
  verified: { label: msg`Verified`, tone: 'done' },
  withdrawn: { label: msg`Withdrawn`, tone: 'ended' },
  superseded: { label: msg`Superseded`, tone: 'ended' },
};

export const ACCORD_STATES: Readonly<Record<string, Term>> = {
  proposed: { label: msg`Proposed`, tone: 'wait' },
  'ratified-by-one': { label: msg`Ratified by one side`, tone: 'wait' },
  ratified: { label: msg`Ratified`, tone: 'agreed' },
  'in-force': { label: msg`In force`, tone: 'done' },
  suspended: { label: msg`Suspended`, tone: 'bad' },
  terminated: { label: msg`Terminated`, tone: 'ended' },
};

export const DELIVERY: Readonly<Record<Delivery['state'], Term>> = {
  waiting: { label: msg`Waiting`, tone: 'wait' },
  queued: { label: msg`Queued`, tone: 'wait' },
  sent: { label: msg`Sent`, tone: 'work' },
  stored: { label: msg`Stored`, tone: 'done' },
  missing: { label: msg`Missing`, tone: 'bad' },
  quarantined: { label: msg`Quarantined`, tone: 'bad' },
  refused: { label: msg`Refused`, tone: 'bad' },
  expunged: { label: msg`Content deleted`, tone: 'ended' },
  withheld: { label: msg`Withheld`, tone: 'warn' },
};

/** A life cycle's own state as it is shown: who did it stands beside it. */
export function shownState(state: string): string {
  if (/^ratified-(first|second)$/.test(state)) return 'ratified-by-one';
  if (/^signed-by-(author|counterpart)$/.test(state)) return 'agreed';
  return state.replace(/^(suspended)-(?:first|second|both)$|^(delivered)-by-.*$/, '$1$2');
}

/** What our receipt says of a partner's entry; the other delivery states read the same from both ends. */
export const RECEIVED: Readonly<Record<string, Term>> = {
  ...DELIVERY,
  received: { label: msg`Received`, tone: 'work' },
  stored: { label: msg`Stored here`, tone: 'done' },
  missing: { label: msg`Missing here`, tone: 'bad' },
  quarantined: { label: msg`Quarantined here`, tone: 'bad' },
  refused: { label: msg`Refused here`, tone: 'bad' },
};

export const KINDS: Readonly<Record<ProposedCommitment['kind'], MessageDescriptor>> = {
  'establish-mechanism': msg`Establish a mechanism`,
  'recurring-meeting': msg`Recurring meeting`,
  'protection-measure': msg`Protection measure`,
  training: msg`Training`,
  'information-sharing': msg`Information-sharing`,
  'capacity-building': msg`Capacity-building`,
  investigation: msg`Investigation`,
  'event-attendance': msg`Event attendance`,
  other: msg`Other`,
};

export const STATED: Readonly<Record<ProposedCommitment['status'], MessageDescriptor>> = {
  agreed: msg`Agreed`,
  announced: msg`Announced`,
  requested: msg`Requested`,
  proposed: msg`Proposed`,
  invited: msg`Invited`,
};

/** A verb as a button, and as what was done; in the order of the buttons. */
export const VERBS: Readonly<Record<string, { act: MessageDescriptor; done: MessageDescriptor; tone: Tone }>> = {
  accept: { act: msg`Accept`, done: msg`accepted it`, tone: 'agreed' },
  verify: { act: msg`Verify delivery`, done: msg`verified the delivery`, tone: 'done' },
  report: { act: msg`Report progress`, done: msg`reported progress`, tone: 'work' },
  deliver: { act: msg`Mark as delivered`, done: msg`delivered it`, tone: 'done' },
  plan: { act: msg`Mark as planned`, done: msg`planned it`, tone: 'work' },
  dispute: { act: msg`Dispute`, done: msg`disputed it`, tone: 'bad' },
  withdraw: { act: msg`Withdraw`, done: msg`withdrew it`, tone: 'ended' },
  supersede: { act: msg`Supersede`, done: msg`superseded it`, tone: 'ended' },
  'carry-out': { act: msg`Carried out`, done: msg`carried it out`, tone: 'done' },
  sign: { act: msg`Sign`, done: msg`signed it`, tone: 'done' },
  agree: { act: msg`Agree`, done: msg`agreed to it`, tone: 'agreed' },
  hold: { act: msg`Mark as held`, done: msg`recorded that it was held`, tone: 'done' },
  close: { act: msg`Close`, done: msg`closed it`, tone: 'done' },
  defer: { act: msg`Defer`, done: msg`deferred it`, tone: 'wait' },
  postpone: { act: msg`Postpone`, done: msg`postponed it`, tone: 'warn' },
  decline: { act: msg`Decline`, done: msg`declined it`, tone: 'warn' },
  return: { act: msg`Return`, done: msg`returned it`, tone: 'warn' },
  object: { act: msg`Object`, done: msg`objected to it`, tone: 'warn' },
  cancel: { act: msg`Call it off`, done: msg`cancelled it`, tone: 'ended' },
  lapse: { act: msg`Declare lapsed`, done: msg`declared it lapsed`, tone: 'bad' },
  end: { act: msg`End`, done: msg`ended it`, tone: 'ended' },
  ratify: { act: msg`Ratify`, done: msg`ratified`, tone: 'agreed' },
  'enter-into-force': { act: msg`Declare in force`, done: msg`declared it in force`, tone: 'done' },
  suspend: { act: msg`Suspend`, done: msg`suspended`, tone: 'bad' },
  lift: { act: msg`Lift our suspension`, done: msg`lifted its suspension`, tone: 'agreed' },
  terminate: { act: msg`Terminate`, done: msg`terminated`, tone: 'ended' },
};

export const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  en: 'English',
  zh: '中文',
  'zh-Hans': '简体中文',
  ur: 'اردو',
};
