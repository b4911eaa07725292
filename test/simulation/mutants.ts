import { isFault } from '#kernel/log/faults.ts';
import { append, leafHash } from '#kernel/log/merkle.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import type { Exception } from '#kernel/protocol/partner-record.ts';
import type { ReleaseQuestion } from '#kernel/policy/decide.ts';
import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import { parseNote } from '#kernel/log/note.ts';
import { fromBase64Strict, utf8 } from '#platform';
import { rules, type Rules } from './rules.ts';

// Each breaks one rule. A checker that misses one of them checks nothing.

type Mutant = { readonly says: string; readonly change: Partial<Rules> };

const without =
  <A extends unknown[], R>(judge: (...given: A) => R, code: Exception['code']) =>
  (...given: A): R | undefined => {
    const said = judge(...given);
    return typeof said === 'object' && said !== null && 'code' in said && said.code === code ? undefined : said;
  };

const asked = (change: (question: ReleaseQuestion) => Partial<ReleaseQuestion>): Partial<Rules> => ({
  decideRelease: (question) => rules.decideRelease({ ...question, ...change(question) }),
});

const anyCeiling = ({ accord }: ReleaseQuestion): Partial<ReleaseQuestion> =>
  accord === undefined
    ? {}
    : { accord: { ...accord, channels: accord.channels.map((channel) => ({ ...channel, ceiling: { tlp: 'red' } })) } };

export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'skip-seen': {
    says: 'what the partner claims to have seen is not compared',
    change: { checkSpoken: () => undefined },
  },
  'ignore-ceiling-out': { says: 'what is above the ceiling of its channel leaves', change: asked(anyCeiling) },
  'ignore-ceiling-in': {
    says: 'what is above the ceiling of its channel is taken',
    change: { judgePlace: without(rules.judgePlace, 'above-ceiling') },
  },
  'share-between-cities': {
    says: 'what is operational leaves under an accord of cities',
    change: {
      ...asked(({ accord }) => (accord ? { accord: { ...accord, kind: undefined } } : {})),
      // Else its author could not write it.
      refuseOwn: (object, { terms, ...facts }) =>
        rules.refuseOwn(object, { ...facts, terms: terms && { ...terms, kind: undefined } }),
    },
  },
  'take-between-cities': {
    says: 'what is operational is taken under an accord of cities',
    change: { judgePlace: without(rules.judgePlace, 'unsupported-type') },
  },
  'open-all-parts': {
    says: 'parts above the ceiling leave with the others',
    change: {
      decideRelease: (question) => {
        const decision = rules.decideRelease(question);
        return decision.outcome === 'yes'
          ? { outcome: 'yes', open: question.parts.map((_, i) => i), withheld: [], why: [] }
          : decision;
      },
    },
  },
  'release-while-closed': {
    says: 'records leave while the accord is not in force',
    change: asked(({ accord }) => (accord ? { accord: { ...accord, state: 'in-force' } } : {})),
  },
  'take-while-closed': {
    says: 'records are taken while the accord is not in force',
    change: { judgePlace: without(rules.judgePlace, 'not-in-force') },
  },
  'unknown-marking-means-yes': {
    says: 'a marking that nobody knows limits nothing',
    change: {
      judgePlace: (opened, facts) =>
        without(rules.judgePlace, 'unknown-marking')(
          { ...opened, record: { ...opened.record, object_marking_refs: [TLP_IDS.clear] } },
          facts,
        ),
    },
  },
  'arrival-order': {
    says: 'steps are folded in the order in which they came',
    change: {
      fold: (cycle, parties, versions, steps) =>
        rules.fold(
          cycle,
          parties,
          versions,
          steps.map((step, i) => ({ ...step, index: i, seen: i })),
        ),
    },
  },
  'fold-excepted': {
    says: 'steps that a receipt excepts are folded',
    change: {
      sortSteps: (found) =>
        rules.sortSteps(found.map(({ step, place }) => ({ step, place: place && { ...place, isExcepted: false } }))),
    },
  },
  'fold-unshared': {
    says: 'a version that the partner was not given is folded',
    change: { sharedVersions: (versions) => versions },
  },
  'step-on-the-withheld': {
    says: 'a step on a record that was withheld leaves',
    change: asked(() => ({ isSubjectWithheld: false })),
  },
  'bind-the-blind': {
    says: 'a party binds itself to what it cannot read whole',
    change: { openVerbs: (cycle, state, facts) => rules.openVerbs(cycle, state, { ...facts, isWithheld: false }) },
  },
  'drop-exception': {
    says: 'a receipt leaves out an exception',
    change: {
      receiptsFor: (from, judged, common) =>
        rules
          .receiptsFor(from, judged, common)
          .map((receipt) => ({ ...receipt, exceptions: receipt.exceptions.slice(1) })),
    },
  },
  'never-receipt-again': {
    says: 'no receipt says that an exception was lifted',
    change: { receiptedBefore: (receiptedSize) => receiptedSize },
  },
  'never-retake': {
    says: 'what crossed a suspension stays refused',
    change: { isRetaken: () => false },
  },
  'deaf-to-the-charter': {
    says: 'other channels go on while the charter is in quarantine',
    change: { mayTake: () => true },
  },
  'wait-for-ever': { says: 'what waits is never decided again', change: { isDecidedAgain: () => false } },
  'accept-equivocation': {
    says: 'two versions under one id and time are both taken',
    change: { judgeContent: without(rules.judgeContent, 'equivocation') },
  },
  'accept-foreign-author': {
    says: 'one party speaks for the other',
    change: {
      judgePlace: without(rules.judgePlace, 'not-author'),
      judgeContent: without(rules.judgeContent, 'not-author'),
    },
  },
  'accept-wrong-channel': {
    says: 'a record comes by a feed that it does not name',
    change: { judgePlace: without(rules.judgePlace, 'wrong-accord') },
  },
  'step-on-any-version': {
    says: 'a step binds a version that is not here',
    change: { judgeContent: without(rules.judgeContent, 'unknown-subject') },
  },
  'accept-any-signature': {
    says: 'a signature is not verified',
    change: { openCheckpoint: (input, origin, keys) => rules.openCheckpoint(input, origin, keys, () => true) },
  },
  'cosign-unverified': {
    says: 'a page is stored and cosigned before its entries are hashed',
    change: {
      verifyGrowth: (held, growing) => {
        const leaves = growing.entries.map((entry) => leafHash(utf8(entry)));
        return leaves.length === 0
          ? { size: held.size, root: held.root, tiles: [] }
          : append({ size: held.size, tiles: held.tiles, leaves });
      },
    },
  },
  'accept-rollback': {
    says: 'a shorter history than the one held is no fault',
    change: {
      vanished: () => undefined,
      verifyGrowth: (held, growing) => {
        const said = rules.verifyGrowth(held, growing);
        const isShorter = isFault(said) && said.fault === 'rollback';
        return isShorter ? { size: held.size, root: held.root, tiles: [] } : said;
      },
    },
  },
  'keep-disclosure': {
    says: 'what beside an entry discloses its record outlives the record',
    change: { isDisclosureExpunged: () => false },
  },
  'recall-anything': {
    says: 'a recall of what is no record below it is obeyed',
    change: {
      judgeRecall: (own, named, entry) => {
        const said = rules.judgeRecall(own, named, entry);
        return typeof said === 'object' && said.code === 'unknown-subject' ? 'expunge' : said;
      },
    },
  },
  'expunge-anything': {
    says: 'an expunge entry for what is no record is believed',
    change: { judgeExpunge: () => 'gone' },
  },
  'recall-through-hold': {
    says: 'a recall is obeyed although a legal hold is on the record',
    change: {
      judgeRecall: (own, named, entry) => rules.judgeRecall(own, named, entry && { ...entry, isHeld: false }),
    },
  },
  'recall-what-binds': {
    says: 'a recall of the terms, or of a step on them, is obeyed while the accord stands',
    change: {
      judgeRecall: (own, named, entry) => rules.judgeRecall(own, named, entry && { ...entry, isBinding: false }),
    },
  },
  'never-answer-recall': {
    says: 'a recall is read and not obeyed',
    change: { judgeRecall: () => 'answered' },
  },
  'recall-the-partners': {
    says: 'a party deletes what the other one wrote, and says nothing',
    change: { whyNotRecalled: (charged) => rules.whyNotRecalled({ ...charged, isOwn: true }) },
  },
  'recall-unheard-end': {
    says: 'who ends the accord deletes its terms and steps before the partner has the end',
    change: { hasEndedForBoth: ({ standing }) => standing === 'terminated' },
  },
  'retake-recalled': {
    says: 'what was recalled while it waited is asked for again, and taken',
    change: { isTakenAfterRecall: () => true },
  },
  'rotate-without-the-old': {
    says: 'a change of key is believed whoever signs it',
    change: {
      judgeKeys: (page, feed, verify) => {
        const said = rules.judgeKeys(page, feed, verify);
        const change = page.entries.at(-1);
        return isFault(said) && change?.kind === 'key' ? { key: fromBase64Strict(change.key) } : said;
      },
    },
  },
  'old-key-for-ever': {
    says: 'what a superseded key signs is believed',
    change: { signersOf: ({ chain }) => chain },
  },
  'any-key': {
    says: 'a key that was never announced signs',
    change: {
      openCheckpoint: (input, origin, keys, verify) => {
        const said = rules.openCheckpoint(input, origin, keys, verify);
        if (!isFault(said) || said.fault !== 'unknown-key' || typeof input !== 'string') return said;
        const note = parseNote(input);
        return { checkpoint: parseCheckpoint(note.text), note, signers: keys.slice(0, 1) };
      },
    },
  },
  'epoch-without-commitment': {
    says: 'an epoch opens after whatever history it likes',
    change: { judgeEpoch: () => undefined },
  },
  'epoch-under-the-last-key': {
    says: 'an epoch begins under a key that its recipient never heard of',
    change: { isKeyChosenAnew: () => false },
  },
  'epoch-as-decided': {
    says: 'what goes into the next epoch is not decided again',
    change: { isReleasedAnew: () => false },
  },
  'epoch-unanswered': {
    says: 'records go into an epoch before the last word on the one before is known',
    change: { isEpochAnswered: () => true },
  },
  'take-what-was-asked-before': {
    says: 'what was asked for before its publisher was told what is held is taken after',
    change: { isOfEra: () => true },
  },
  'restore-signs-at-once': {
    says: 'a node that was put back signs on where its backup ends',
    change: { isClosedAfterRestore: () => false },
  },
  'restore-takes-any-answer': {
    says: 'whatever the partner says that it holds of a restored node is taken for all of it',
    change: { judgeReturned: () => undefined, judgeRead: () => undefined },
  },
  'restore-without-stubs': {
    says: 'what is left of a deleted record does not come back to a node that was put back',
    change: { readStub: () => undefined },
  },
  'restore-without-ended-epochs': {
    says: 'nothing of an epoch that is over is given to a recipient that was put back from before',
    change: { servedSize: ({ size, ended }) => (ended === null ? size : 0) },
  },
  'restore-retakes-late': {
    says: 'what was refused before a restore is judged again only after the steps that bind it',
    change: { isRetakenAtOnce: () => false },
  },
  'restore-forgets-expunge': {
    says: 'what either party had deleted is in the backup, and stays',
    change: { isDeletedAgain: () => false },
  },
  'lose-acknowledged': {
    says: 'what was acknowledged is in memory only, and gone when the node dies',
    change: { isDurable: () => false },
  },
};

export const mutated = (name: string): Rules | undefined => {
  const mutant = Object.hasOwn(MUTANTS, name) ? MUTANTS[name] : undefined;
  return mutant && { ...rules, ...mutant.change };
};
