import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Why somebody may not, by the rule's code; the list is published (docs/operate/people.md). */
export const RULES: Readonly<Record<string, MessageDescriptor>> = {
  'no-place': msg`It belongs to no accord or channel.`,
  'unknown-marking': msg`It bears a marking that this node does not know, and unknown means no.`,
  unmarked: msg`No marking says who may see it.`,
  'clearance-tlp': msg`Its marking is above the clearance of this person.`,
  'clearance-handling': msg`The clearance of this person does not have its handling code.`,
  'need-to-know': msg`It is on a need-to-know list that this person is not on.`,
  'case-team': msg`It is of a case whose team this person is not on.`,
  'no-assignment': msg`This person has no assignment for its accord.`,
  'not-granted': msg`No role of this person for its accord is granted this for records of its kind.`,
  channel: msg`The assignment does not reach its channel.`,
  'assignment-tlp': msg`Its marking is above that of the assignment.`,
  scope: msg`The grant reaches the own unit or the own cases alone, and it is of neither.`,
};

/** What may be asked about with a record. */
export const ACTS: readonly (readonly [string, MessageDescriptor])[] = [
  ['records.read', msg`See it`],
  ['records.write', msg`Revise it, and so send it anew`],
  ['steps.write', msg`Act on it`],
  ['release.confirm', msg`Confirm that it leaves`],
  ['exports.create', msg`Export it`],
  ['records.place', msg`Put it on a list`],
  ['records.recall', msg`Recall it`],
];
