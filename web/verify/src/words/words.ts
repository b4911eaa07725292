import type { DossierFaultName } from '#kernel/dossier/faults.ts';
import type { Role } from '#kernel/dossier/parties.ts';
import type { RecallCode, ReceiptCode, ReceiptState } from '#kernel/log/entry-codes.ts';

export type Count = (n: number) => string;

/** All that the page says, in one language. `{name}` stands for what is put there. */
export type Words = {
  readonly title: string;
  readonly lead: string;
  readonly offline: string;
  readonly language: string;

  readonly dossier: string;
  readonly chooseFile: string;
  readonly dropHint: string;
  readonly dropHere: string;
  readonly trust: string;
  readonly trustHint: string;
  readonly trusting: Count;
  readonly notFingerprint: string;
  readonly unusedFingerprint: string;

  readonly checking: string;
  readonly verdicts: Readonly<Record<0 | 1 | 2, { readonly title: string; readonly text: string }>>;
  readonly doNotRely: string;
  readonly broken: string;
  readonly whatFails: string;
  readonly more: Count;
  readonly faults: Readonly<Record<DossierFaultName, string>>;
  readonly placeLine: string;
  readonly placeEntry: string;
  readonly placeFeed: string;
  readonly notTrusted: string;
  readonly roles: Readonly<Record<Role, string>>;

  readonly parties: string;
  readonly partiesNote: string;
  readonly presentKey: string;
  readonly earlierKey: string;
  readonly keyTrusted: string;
  readonly keyNotTrusted: string;
  readonly keyUnused: string;

  readonly records: string;
  readonly recordsNote: string;
  readonly noRecords: string;
  readonly types: Readonly<Record<string, string>>;
  readonly version: string;
  readonly whole: string;
  readonly withheldParts: (withheld: number, parts: number) => string;
  readonly withheld: string;
  readonly withheldNote: string;
  readonly deletedHeld: string;
  readonly deletionAsked: string;
  readonly absent: string;
  readonly unproven: string;
  readonly exceptedByRecipient: string;
  readonly states: Readonly<Record<ReceiptState, string>>;
  readonly receiptCodes: Readonly<Record<ReceiptCode, string>>;
  readonly changedSince: string;
  readonly loading: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly technical: string;
  readonly itemCount: Count;
  readonly commitmentHash: string;

  readonly steps: string;
  readonly stepsNote: string;
  readonly noSteps: string;
  readonly verbs: Readonly<Record<string, string>>;
  readonly otherVerb: string;
  readonly subjectNotHere: string;
  readonly reason: string;
  readonly evidence: string;

  readonly deletions: string;
  readonly deletionsNote: string;
  readonly recallAsked: string;
  readonly expungeTold: string;
  readonly recallCodes: Readonly<Record<RecallCode, string>>;

  readonly feeds: string;
  readonly feedsNote: string;
  readonly fromTo: string;
  readonly channel: string;
  readonly epoch: string;
  readonly extent: string;
  readonly complete: Count;
  readonly selected: (held: number, size: number) => string;
  readonly cosigned: string;
  readonly cosignedAt: string;
  readonly notCosigned: string;
  readonly root: string;
  readonly entries: Count;
  readonly kinds: Readonly<Record<'record' | 'receipt' | 'recall' | 'expunge' | 'key' | 'epoch', string>>;
  readonly columns: { readonly index: string; readonly kind: string; readonly at: string; readonly says: string };
  readonly receiptSays: string;
  readonly exceptionSays: string;
  readonly recallSays: string;
  readonly expungeSays: string;
  readonly epochSays: string;

  readonly limits: string;
  readonly limitsText: readonly string[];
};
