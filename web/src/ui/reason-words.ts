import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReceiptCode, RecallCode } from '#kernel/log/entry-codes.ts';
import type { FaultName } from '#kernel/log/faults.ts';
import type { ReleaseCode } from '#kernel/policy/reasons.ts';

// The node says why by codes of published lists; each is said here in the reader's language. A code without words does not compile.

const RELEASE = {
  'not-shared': msg`The record is a draft, internal or sealed; only shared records leave the node.`,
  'internal-type': msg`Records of this type are internal and are never released.`,
  'no-accord': msg`The record belongs to no accord that this node holds.`,
  'wrong-accord': msg`The record names another accord.`,
  'not-a-party': msg`The recipient is not the other party of the accord.`,
  'not-author': msg`A party publishes what it wrote itself; only the author speaks for the author.`,
  'charter-only': msg`Accords and steps on them go by the charter channel only.`,
  'not-for-charter': msg`The charter channel carries accords and steps on them only.`,
  'no-channel': msg`The accord declares no such channel.`,
  'accord-proposed': msg`The accord is proposed: the channel opens when both parties have ratified it and it is in force.`,
  'accord-ratified': msg`The accord is ratified and not yet in force.`,
  'accord-suspended': msg`The accord is suspended: it is sent when each party that suspended has lifted.`,
  'charter-quarantined': msg`The partner’s charter feed is in quarantine, so a suspension would not be heard: it is sent when a person has lifted the quarantine.`,
  'awaiting-confirmation': msg`A second person must confirm that this leaves the node: it is sent when they have.`,
  'confirmation-refused': msg`A second person refused that this leaves the node.`,
  'not-between-cities': msg`An accord of cities carries no records of this type: nothing operational is shared under it.`,
  'accord-terminated': msg`The accord is terminated.`,
  'wrong-purpose': msg`The accord does not declare this purpose for the channel.`,
  'unknown-marking': msg`The record bears a marking that this node does not know, and unknown means no.`,
  unmarked: msg`No marking says who may see the record.`,
  'above-tlp': msg`The TLP is above the ceiling of the channel.`,
  'above-pap': msg`The PAP is above the ceiling of the channel.`,
  'handling-not-allowed': msg`The channel does not carry this handling code.`,
  'subject-withheld': msg`The step is on a version that the recipient was not given.`,
  recalled: msg`Its author deleted it before it was sent.`,
  'required-withheld': msg`A part that the record cannot do without may not leave, so the whole record stays.`,
} as const satisfies Record<ReleaseCode, MessageDescriptor>;

const RECEIPT = {
  lifted: msg`What was wrong before is mended.`,
  'no-disclosure': msg`The entry came without its content.`,
  'bad-disclosure': msg`The content that came is not the one that the entry commits to.`,
  'bad-record': msg`It does not follow the schema of its type.`,
  'unsupported-type': msg`The recipient does not know its type, or the type never travels.`,
  'too-large': msg`It is larger than the recipient takes.`,
  'wrong-accord': msg`It names another accord or channel than the feed that it came in.`,
  'not-author': msg`It is by an identity that may not speak in this feed.`,
  'not-in-force': msg`The accord did not let this flow when it came.`,
  'above-ceiling': msg`It is marked above what the channel carries.`,
  'unknown-marking': msg`The recipient does not know its marking.`,
  'withheld-required': msg`A part without which it means nothing was withheld.`,
  'person-rules': msg`It is about a person and holds something that no schema lists.`,
  equivocation: msg`One version was sent with two contents.`,
  'unknown-subject': msg`It is on a version that the recipient does not have.`,
  'legal-hold': msg`It is not deleted: a legal hold is on it, or both sides are bound by it.`,
} as const satisfies Record<ReceiptCode, MessageDescriptor>;

export const RECALL = {
  error: msg`It was wrong`,
  withdrawn: msg`It is withdrawn`,
  'retention-ended': msg`It need not be kept any longer`,
  'person-request': msg`The person concerned asked for it`,
  'legal-order': msg`A court or authority ordered it`,
} as const satisfies Record<RecallCode, MessageDescriptor>;

const FAULT = {
  malformed: msg`What the partner’s node sent is not in the agreed form.`,
  'unknown-key': msg`Nothing in it is signed by a key that we know.`,
  'bad-signature': msg`A signature in the partner’s name does not hold.`,
  'wrong-origin': msg`The checkpoint belongs to another feed.`,
  rollback: msg`The log became shorter than it was.`,
  fork: msg`There are two histories under one name.`,
  'missing-entries': msg`There are fewer or more entries than the log says.`,
  'changed-entry': msg`The entries are not those that were signed.`,
  'bad-entry': msg`An entry breaks the rules of entries.`,
  'bad-epoch': msg`A new beginning of the log does not follow the one before.`,
  'bad-rotation': msg`A change of key is not signed by both keys.`,
  'seen-decreased': msg`The partner claims to have seen less than it had.`,
  'seen-below-receipt': msg`The partner claims to have seen less than it acknowledged.`,
  'seen-ahead': msg`The partner claims to have seen what was never published.`,
} as const satisfies Record<FaultName, MessageDescriptor>;

const wordsIn =
  (words: Readonly<Record<string, MessageDescriptor>>) =>
  (code: string): MessageDescriptor | undefined =>
    Object.hasOwn(words, code) ? words[code] : undefined;

/** Undefined for a code of a later version. */
export const releaseWords = wordsIn(RELEASE);
export const receiptWords = wordsIn(RECEIPT);
export const faultWords = wordsIn(FAULT);
