import type { FaultName } from '#kernel/log/faults.ts';

export type DossierFaultName =
  | FaultName
  | 'wrong-digest' // the bytes are not those that the exporter signed
  | 'unknown-party'
  | 'bad-rotation'
  | 'superseded-key'
  | 'bad-cosignature'
  | 'bad-proof'
  | 'bad-disclosure'
  | 'wrong-accord'
  | 'wrong-author'
  | 'equivocation'
  | 'wrong-subject';

/** One sentence for the person who holds the dossier, beginning with the place. */
export type DossierFault = { readonly fault: DossierFaultName; readonly line: string };
