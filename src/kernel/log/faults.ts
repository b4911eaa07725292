/** What can be wrong with a partner's log. Names are stable: they are stored, shown and tested. */
export type FaultName =
  | 'malformed' // not in the one accepted form
  | 'unknown-key' // no signature by a pinned key
  | 'bad-signature' // a signature in the name of a pinned key does not hold
  | 'wrong-origin' // a checkpoint of another feed
  | 'rollback' // a checkpoint smaller than one already verified
  | 'fork' // two different histories under one name
  | 'missing-entries' // fewer or more entries than the checkpoint counts
  | 'changed-entry' // the entries do not hash to the signed root
  | 'bad-entry' // an entry breaks the rules of entries
  | 'bad-epoch' // an epoch that does not follow the one before, or goes on after its end
  | 'bad-rotation' // a change of key that the old and the new key do not both sign
  | 'seen-decreased'
  | 'seen-below-receipt'
  | 'seen-ahead'; // claims to have seen what was never published

/** `line` is for the administrator: one sentence, no hashes. */
export type Fault = { readonly fault: FaultName; readonly line: string };

export function fault(name: FaultName, line: string): Fault {
  return { fault: name, line };
}

export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'fault' in value && 'line' in value;
}
