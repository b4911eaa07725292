import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ChaseItem, Exchange, ReviewSentence, ReviewView } from '#contract/review.ts';

export const SECTION_WORDS: Readonly<Record<ReviewSentence['section'], MessageDescriptor>> = {
  figures: msg`Figures`,
  kept: msg`What was kept`,
  'under-way': msg`What is under way`,
  exceptions: msg`Exceptions`,
  meetings: msg`Meetings and minutes`,
  rights: msg`Rights: refusals, complaints, deletions`,
  priorities: msg`Priorities of the year ahead`,
};

export const CHASE_WORDS: Readonly<Record<ChaseItem['kind'], MessageDescriptor>> = {
  overdue: msg`Overdue`,
  answer: msg`Answer awaited`,
  sign: msg`Signature awaited`,
  verify: msg`Verification awaited`,
  settle: msg`To be settled`,
};

export const EVIDENCE_WORDS: Readonly<Record<ReviewView['evidence'][number]['state'], MessageDescriptor>> = {
  held: msg`held, with this hash`,
  expunged: msg`lawfully deleted, the hash stays`,
  'other-hash': msg`held with another hash`,
  'not-here': msg`not here, or not yours to see`,
};

export const ACTS: readonly (keyof Omit<Exchange, 'party'>)[] = [
  'proposed',
  'answered',
  'reported',
  'delivered',
  'verified',
  'disputed',
];
export const ACT_WORDS: Readonly<Record<keyof Omit<Exchange, 'party'>, MessageDescriptor>> = {
  proposed: msg`Asked`,
  answered: msg`Answered`,
  reported: msg`Reported`,
  delivered: msg`Delivered`,
  verified: msg`Verified`,
  disputed: msg`Disputed`,
};
