import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What a verb asks of the person, and what it does: said before it is done, because a step is never revoked. */
export type StepForm = {
  readonly asks: 'reason' | 'evidence' | 'note';
  readonly effect: MessageDescriptor;
  readonly isGrave?: boolean;
};

const FORMS: Readonly<Record<string, StepForm>> = {
  accept: { asks: 'note', effect: msg`This side accepts exactly this version of the commitment.` },
  dispute: {
    asks: 'reason',
    effect: msg`Both sides will see that this side disputes the commitment, and why.`,
    isGrave: true,
  },
  plan: { asks: 'note', effect: msg`Both sides will see that the work is planned.` },
  report: { asks: 'evidence', effect: msg`Both sides will see this report beside the commitment.` },
  deliver: { asks: 'evidence', effect: msg`The partner will be asked to verify the delivery.` },
  verify: { asks: 'note', effect: msg`This side confirms that the partner has delivered.` },
  withdraw: { asks: 'note', effect: msg`The commitment ends. It stays visible as withdrawn.`, isGrave: true },
  supersede: { asks: 'note', effect: msg`The commitment ends, because another takes its place.`, isGrave: true },
  'carry-out': { asks: 'note', effect: msg`The partner is told that this side has done it for all that it holds.` },
  decline: { asks: 'reason', effect: msg`The partner is told that this side does not do it, and why.` },
  ratify: { asks: 'note', effect: msg`This side binds itself to exactly this version of the accord.` },
  'enter-into-force': { asks: 'note', effect: msg`From now on records flow on the channels of the accord.` },
  suspend: {
    asks: 'reason',
    effect: msg`At once, nothing more flows in either direction but the accord itself and its proofs, until this side lifts it.`,
    isGrave: true,
  },
  lift: { asks: 'note', effect: msg`This side lifts its own suspension. One by the partner stays.` },
  terminate: {
    asks: 'reason',
    effect: msg`The accord ends for both sides, and the retention periods begin.`,
    isGrave: true,
  },
};

export function stepForm(verb: string): StepForm {
  return FORMS[verb] ?? { asks: 'note', effect: msg`Both sides will see this step.` };
}
