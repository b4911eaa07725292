import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What a verb asks of the person, and what it does: said before it is done, because a step is never revoked. */
export type StepForm = {
  readonly asks: 'reason' | 'evidence' | 'note';
  readonly effect: MessageDescriptor;
  readonly isGrave?: boolean;
  /** It puts off: never the likely act, though it may be the first that is allowed. */
  readonly putsOff?: boolean;
};

const FORMS: Readonly<Record<string, StepForm>> = {
  agree: { asks: 'note', effect: msg`This side agrees to exactly this version.` },
  postpone: { asks: 'reason', effect: msg`Both sides will see that it is postponed, and why.`, putsOff: true },
  cancel: { asks: 'reason', effect: msg`It will not take place. Both sides will see why.`, isGrave: true },
  hold: { asks: 'note', effect: msg`Both sides will see that it took place.` },
  object: { asks: 'reason', effect: msg`The item stays, and your objection stands beside it.` },
  defer: { asks: 'note', effect: msg`It goes on to a later meeting.`, putsOff: true },
  close: { asks: 'note', effect: msg`It was dealt with.` },
  return: { asks: 'reason', effect: msg`The other side will see what has to change before this side agrees.` },
  sign: { asks: 'note', effect: msg`This side signs exactly this version, with all its languages.` },
  lapse: {
    asks: 'reason',
    effect: msg`Both sides will see that these minutes were not signed, and why.`,
    isGrave: true,
  },
  end: { asks: 'reason', effect: msg`It ends for both sides.`, isGrave: true },
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

/** Of meetings and what belongs to them, where the words of commitments would not do. */
const OF_MEETINGS: Readonly<Record<string, StepForm>> = {
  decline: { asks: 'reason', effect: msg`Both sides will see that this side declines, and why.` },
  accept: { asks: 'note', effect: msg`This side accepts exactly this version.` },
  withdraw: { asks: 'note', effect: msg`It ends, and stays visible as withdrawn.`, isGrave: true },
  supersede: { asks: 'note', effect: msg`It ends, because another takes its place.`, isGrave: true },
  dispute: { asks: 'reason', effect: msg`Both sides will see that this side disputes it, and why.`, isGrave: true },
};

export function stepForm(verb: string, subject = ''): StepForm {
  const own =
    /^(body|series|meeting|agenda-item|minutes|review|decision|city-plan|programme|good-practice|visit|delegation|visit-report)--/.test(
      subject,
    )
      ? OF_MEETINGS[verb]
      : undefined;
  return own ?? FORMS[verb] ?? { asks: 'note', effect: msg`Both sides will see this step.` };
}
