import { msg } from '@lingui/core/macro';
import type { DeskState } from '#contract/statement-desk.ts';
import type { Term } from '../../../ui/vocabulary.ts';

export const DESK_STATE_TERMS: Readonly<Record<DeskState, Term>> = {
  queued: { label: msg`To be read`, tone: 'wait' },
  read: { label: msg`To be reviewed`, tone: 'agreed' },
  'in-review': { label: msg`In review`, tone: 'work' },
  done: { label: msg`Reviewed`, tone: 'done' },
  withdrawn: { label: msg`Withdrawn`, tone: 'ended' },
};
