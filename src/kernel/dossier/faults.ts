import type { FaultName } from '#kernel/log/faults.ts';

export type DossierFaultName =
  | FaultName
  | 'unreadable' // said by whoever opens the file
  | 'wrong-digest' // the bytes are not those that the exporter signed
  | 'unknown-party'
  | 'superseded-key'
  | 'bad-cosignature'
  | 'bad-proof'
  | 'bad-disclosure'
  | 'wrong-accord'
  | 'wrong-author'
  | 'equivocation'
  | 'wrong-subject'
  | 'wrong-file'; // said by whoever has the file

/** `line` counts the lines of the file from 1; `origin` and `index` name a feed and an entry as the dossier spells them. */
export type Place = { readonly line?: number; readonly origin?: string; readonly index?: number };

/** `line`: one sentence for the person who holds the dossier, beginning with the place; `place` says the same to programs. */
export type DossierFault = { readonly fault: DossierFaultName; readonly line: string; readonly place?: Place };
