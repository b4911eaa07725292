import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { Mark, RegisterFilter } from '#contract/register.ts';
import type { Term } from '../../ui/vocabulary.ts';

export const RATING_WORDS: Readonly<Record<string, Term>> = {
  'not-started': { label: msg`Not started`, tone: 'neutral' },
  'on-track': { label: msg`On track`, tone: 'work' },
  'at-risk': { label: msg`At risk`, tone: 'warn' },
  'off-track': { label: msg`Off track`, tone: 'bad' },
  done: { label: msg`Done`, tone: 'done' },
};

/** What the register finds by itself. */
export const MARK_WORDS: Readonly<Record<Mark['mark'], Term>> = {
  late: { label: msg`Overdue`, tone: 'bad' },
  'due-soon': { label: msg`Due soon`, tone: 'wait' },
  disputed: { label: msg`Disputed`, tone: 'bad' },
  silent: { label: msg`Silent`, tone: 'warn' },
  stalled: { label: msg`Stalled`, tone: 'warn' },
  reannounced: { label: msg`Announced again`, tone: 'warn' },
};

export const LOOK_WORDS: Readonly<Record<NonNullable<RegisterFilter['mark']>, MessageDescriptor>> = {
  open: msg`All that is open`,
  kept: msg`Delivered or verified`,
  undelivered: msg`Did not reach the partner`,
  late: msg`Overdue`,
  'due-soon': msg`Due soon`,
  disputed: msg`Disputed`,
  silent: msg`Silent`,
  stalled: msg`Stalled`,
  reannounced: msg`Announced again`,
};

export const BECAUSE: Readonly<Record<Mark['because'], MessageDescriptor>> = {
  'past-due': msg`Overdue since`,
  'falls-due': msg`Falls due on`,
  'by-step': msg`Disputed by a step`,
  'ratings-differ': msg`The two sides rate it differently`,
  'nothing-from-side': msg`Nothing told by this side since`,
  'nothing-from-either': msg`Stalled: nothing told by either side since`,
  'reaffirms-open': msg`It reaffirms an earlier commitment that was not kept`,
  'same-words': msg`It says again what an earlier commitment said that was not kept`,
};

export const LINEAGE_WORDS: Readonly<Record<string, Term>> = {
  new: { label: msg`New`, tone: 'neutral' },
  reaffirmed: { label: msg`Reaffirmed`, tone: 'wait' },
  expanded: { label: msg`Expanded`, tone: 'agreed' },
  superseded: { label: msg`Superseded`, tone: 'ended' },
};
