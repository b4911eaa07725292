import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { DROPPED_BECAUSE, ModelFault } from '#contract/statement-model.ts';

export const DROPPED: Readonly<Record<(typeof DROPPED_BECAUSE)[number], MessageDescriptor>> = {
  'not-in-text': msg`its words are not in the text`,
  'not-in-the-set': msg`a kind, status or side that there is not`,
  malformed: msg`not in the form that was asked for`,
  twice: msg`the same words twice`,
  'too-many': msg`more than are taken`,
};

export const FAULTS: Readonly<Record<ModelFault, MessageDescriptor>> = {
  unreachable: msg`It does not answer.`,
  'too-slow': msg`It did not answer in time.`,
  'sends-elsewhere': msg`It sends elsewhere, which is not followed.`,
  refused: msg`It answered with an error.`,
  'too-large': msg`Its answer was too large.`,
  'not-json': msg`Its answer could not be read.`,
  'wrong-form': msg`Its answer had another form than was asked for.`,
  'cut-off': msg`Its answer was cut off.`,
};
