import { fromBase64Strict } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { Hash } from '#kernel/log/merkle.ts';
import type { DossierFaultName } from './faults.ts';

/** A fault after which the following lines cannot be understood: reading ends here. */
export class Broken extends Error {
  readonly fault: DossierFaultName;

  constructor(fault: DossierFaultName, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** What cannot be read at all breaks the dossier. */
export function orBroken<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Failure) throw new Broken('malformed', `${what}: ${error.message}`);
    throw error;
  }
}

export function readHashes(list: readonly string[], what: string): Hash[] {
  return orBroken(what, () => list.map(fromBase64Strict));
}
