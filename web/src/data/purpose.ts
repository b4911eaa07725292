import { useSyncExternalStore } from 'react';

// Said once for a working session of this tab, and sent with the reads that need it.
const PLACE = 'entente.purpose';
const listeners = new Set<() => void>();
/** Where the browser keeps nothing. */
let unkept: string | null = null;

function purpose(): string | null {
  try {
    return sessionStorage.getItem(PLACE) ?? unkept;
  } catch {
    return unkept;
  }
}

export function sayPurpose(said: string | null): void {
  unkept = said;
  try {
    if (said === null) sessionStorage.removeItem(PLACE);
    else sessionStorage.setItem(PLACE, said);
  } catch {
    // it is kept above
  }
  for (const told of listeners) told();
}

export const usePurpose = (): string | null =>
  useSyncExternalStore((told) => {
    listeners.add(told);
    return () => void listeners.delete(told);
  }, purpose);

/** Types that may be of a person: whatever is not surely something else counts. */
const PERSONS = ['identity', 'threat-actor', 'user-account', 'email-addr', 'email-message'];
export const isOfPerson = (id: string): boolean => PERSONS.some((type) => id.startsWith(`${type}--`));

const ASKED = /^\/api\/v1\/(?:oversight\/accesses|subject-requests|visits\/[^/?]+\/credentials|records\/([^/?]+))/;

/** As a header of the request; empty where nothing is asked for. */
export function purposeOf(path: string): Readonly<Record<string, string>> {
  const found = ASKED.exec(path);
  const said = purpose();
  if (found === null || said === null) return {};
  const record = found[1];
  if (record !== undefined && !isOfPerson(decodeURIComponent(record))) return {};
  return { 'entente-purpose': encodeURIComponent(said) };
}
