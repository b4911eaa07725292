import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { Mark } from '#contract/register.ts';
import type { Term } from '../../ui/vocabulary.ts';

export const RATING_WORDS: Readonly<Record<string, Term>> = {
  'not-started': { label: msg`Not started`, tone: 'neutral' },
  'on-track': { label: msg`On track`, tone: 'work' },
  'at-risk': { label: msg`At risk`, tone: 'warn' },
  'off-track': { label: msg`Off track`, tone: 'bad' },
  done: { label: msg`Done`, tone: 'done' },
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
