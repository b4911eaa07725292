import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import { verifyNote } from '#kernel/log/note.ts';
import { fold } from '#kernel/lifecycle/fold.ts';
import { decideRelease } from '#kernel/policy/decide.ts';
import { completeOwn, refuseOwn } from '#kernel/protocol/own-record.ts';
import { checkSpoken, readEntries, verifyGrowth } from '#kernel/protocol/page.ts';
import { judgeContent, judgePlace, judgeShape, openGiven } from '#kernel/protocol/partner-record.ts';
import { feedsToPull, isOfEra, isHeldAsOffered, vanished } from '#kernel/protocol/pulling.ts';
import { applyReceipt, isCosignatureDue, receiptedBefore, receiptsFor } from '#kernel/protocol/receipts.ts';
import { hasEndedForBoth, judgeExpunge, judgeRecall, whyNotRecalled } from '#kernel/protocol/recall.ts';
import { isBehind, isEpochAnswered, isOffered, judgeEpoch, servedSize } from '#kernel/protocol/epoch.ts';
import {
  agree,
  isSeenHere,
  isStubGiven,
  judgeRead,
  judgeReturned,
  saidBefore,
  saidOf,
} from '#kernel/protocol/restore.ts';
import { readStub } from '#kernel/record/stub.ts';
import { judgeKeys, signersOf } from '#kernel/protocol/keys.ts';
import { governAccord } from '#kernel/protocol/standing.ts';
import { openAccordVerbs, openVerbs, sharedVersions, sortSteps } from '#kernel/protocol/steps.ts';
import { isDecidedAgain, isRetaken, isRetakenAtOnce, mayFlow, mayTake, retakenAs } from '#kernel/protocol/waiting.ts';

/** The product's rules, as the simulated nodes call them. A mutant replaces one. */
export const rules = {
  agree,
  applyReceipt,
  checkSpoken,
  completeOwn,
  decideRelease,
  feedsToPull,
  fold,
  governAccord,
  isBehind,
  isCosignatureDue,
  hasEndedForBoth,
  isOfEra,
  isDecidedAgain,
  isEpochAnswered,
  isHeldAsOffered,
  isOffered,
  isRetaken,
  isRetakenAtOnce,
  isSeenHere,
  isStubGiven,
  judgeContent,
  judgeEpoch,
  judgeExpunge,
  judgeKeys,
  judgePlace,
  judgeRecall,
  judgeRead,
  judgeReturned,
  judgeShape,
  mayFlow,
  mayTake,
  openAccordVerbs,
  openCheckpoint,
  openGiven,
  openVerbs,
  readEntries,
  readStub,
  receiptedBefore,
  receiptsFor,
  refuseOwn,
  retakenAs,
  saidBefore,
  saidOf,
  servedSize,
  sharedVersions,
  signersOf,
  sortSteps,
  vanished,
  verifyGrowth,
  verifyNote,
  whyNotRecalled,
  /** What is destroyed with a record's content. */
  isDisclosureExpunged: (): boolean => true,
  /** What was recalled before it could be taken is not taken. */
  isTakenAfterRecall: (): boolean => false,
  /** An epoch begins with the key that its recipient is known to have. */
  isKeyChosenAnew: (): boolean => true,
  /** What goes from an epoch that ended into the next one is decided again. */
  isReleasedAnew: (): boolean => true,
  /** A node that was put back waits for its partner before it signs or serves anything. */
  isClosedAfterRestore: (): boolean => true,
  /** What either party had deleted is deleted again before anything is readable. */
  isDeletedAgain: (): boolean => true,
  /** Whether what was admitted outlives the node. */
  isDurable: (): boolean => true,
};

export type Rules = typeof rules;
