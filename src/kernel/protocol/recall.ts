import type { FoldedAccord } from '../lifecycle/accord.ts';
import type { EntryKind, ExpungeEntry, RecallEntry } from '../log/entry.ts';
import { CHARTER } from '../stix/values.ts';
import type { Exception } from './partner-record.ts';

// Definitions, "Four words": the author asks for deletion, the recipient deletes and says so, or refuses on legal hold.

/** A place in one direction of an accord's channel, over its epochs. */
export type EntryPlace = { readonly epoch: number; readonly index: number };

export const isBefore = (a: EntryPlace, b: EntryPlace): boolean =>
  a.epoch < b.epoch || (a.epoch === b.epoch && a.index < b.index);

/** What a recall in a feed of this epoch names. */
export const recalledBy = ({ index, epoch }: RecallEntry, feedEpoch: number): EntryPlace => ({
  epoch: epoch ?? feedEpoch,
  index,
});

/** What an expunge entry names in the opposite feed. */
export const expungedBy = ({ index, epoch, seen }: ExpungeEntry): EntryPlace => ({ epoch: epoch ?? seen[0], index });

/** How a place is written beside `current`, the epoch that goes without saying: named only if it is an earlier one. */
export const writtenPlace = ({ epoch, index }: EntryPlace, current: number): { index: number; epoch?: number } =>
  epoch < current ? { epoch, index } : { index };

/** The entry that is named, as it is held; undefined if it is not. */
export type NamedEntry = {
  readonly kind: EntryKind;
  /** A legal hold keeps the content of its record, which is still there. */
  readonly isHeld: boolean;
  /** It is of the charter of an accord of which its author had not seen the end: both are bound by it, so it cannot have it forgotten alone. */
  readonly isBinding: boolean;
  /** That its content is gone was said already. */
  readonly isAnswered: boolean;
};

/** `expunge`: what is held of it goes, if anything, and an expunge entry says so; `answered`: there is nothing more to do. */
export type RecallVerdict = 'expunge' | 'answered' | Exception;

/** `own`: where the recall itself stands. Only a record's entry of the same feed below it can be recalled. */
export function judgeRecall(own: EntryPlace, named: EntryPlace, entry: NamedEntry | undefined): RecallVerdict {
  if (entry?.kind !== 'record' || !isBefore(named, own)) return { state: 'quarantined', code: 'unknown-subject' };
  if (entry.isAnswered) return 'answered';
  return entry.isHeld || entry.isBinding ? { state: 'refused', code: 'legal-hold' } : 'expunge';
}

/** What the other party says of our entry: true once its content is gone there. It may come without a recall, when retention ended. */
export const judgeExpunge = (entry: Pick<NamedEntry, 'kind'> | undefined): 'gone' | Exception =>
  entry?.kind === 'record' ? 'gone' : { state: 'quarantined', code: 'unknown-subject' };

export type Charged = {
  readonly type: string;
  readonly channel: string | null;
  readonly isOwn: boolean;
  readonly isExpunged: boolean;
  readonly isHeld: boolean;
  /** That its accord has ended, for both: `hasEndedForBoth`. */
  readonly hasEnded: boolean;
};

/** Our own charter feed, in its newest epoch; or as far as a recall had seen it. */
export type CharterFeed = { readonly base: number; readonly receiptedSize: number };

/**
 * Whether the partner has the step that ended the accord: it is its own, or one of ours that its receipts reach and do not except.
 * Until then it goes by what was agreed, and must be able to read it, and the step.
 */
export function hasEndedForBoth(
  { standing, history }: Pick<FoldedAccord, 'standing' | 'history'>,
  self: string,
  charter: CharterFeed | undefined,
): boolean {
  const end = history.find(({ step: { verb }, outcome }) => verb === 'terminate' && outcome !== 'void')?.step;
  const answered = charter && charter.receiptedSize > 0 ? charter.base + charter.receiptedSize : 0;
  return standing === 'terminated' && end !== undefined && (end.publisher !== self || end.index < answered);
}

/** Why the author may not recall this now; null: it may. What both parties are bound by stays until its accord has ended for both. */
export function whyNotRecalled(record: Charged): 'not-author' | 'expunged' | 'legal-hold' | 'charter' | null {
  if (!record.isOwn) return 'not-author';
  if (record.isExpunged) return 'expunged';
  if (record.isHeld) return 'legal-hold';
  return record.channel === CHARTER && !record.hasEnded ? 'charter' : null;
}
