/** What somebody typed, kept in this browser until it is sent. Under the node's party, the person and the form: nobody else's is ever shown. */
export type Kept<T> = { readonly value: T; readonly at: string };
export type Owner = { readonly party: string; readonly person: string };
type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'entente.draft.';
const MAX_DAYS = 30;
/** Above this, what is typed stays in the open page alone: the disk of this device is nobody's strong room. */
const HIGHEST_KEPT: ReadonlySet<string> = new Set(['clear', 'green', 'amber']);

/** By the marking of what it is about; without one that we know, no. */
export const isKeepable = (tlp: string | undefined): boolean => tlp !== undefined && HIGHEST_KEPT.has(tlp);

const nameOf = ({ party, person }: Owner, form: string): string => `${PREFIX}${party}.${person}.${form}`;

export function keep<T>(place: Place, owner: Owner, form: string, kept: Kept<T>): boolean {
  try {
    place.setItem(nameOf(owner, form), JSON.stringify(kept));
    return true;
  } catch {
    return false; // full, or forbidden by the browser
  }
}

export function forget(place: Place, owner: Owner, form: string): void {
  place.removeItem(nameOf(owner, form));
}

export function recall<T>(place: Place, owner: Owner, form: string): Kept<T> | undefined {
  return read<T>(place.getItem(nameOf(owner, form)));
}

function read<T>(text: string | null): Kept<T> | undefined {
  if (text === null) return undefined;
  try {
    const found: unknown = JSON.parse(text);
    const isKept = typeof found === 'object' && found !== null && 'value' in found && 'at' in found;
    // It was written by the same form: its owner and form are its name.
    return isKept && typeof found.at === 'string' ? (found as Kept<T>) : undefined;
  } catch {
    return undefined;
  }
}

const names = (place: Place): string[] =>
  Array.from({ length: place.length }, (_, at) => place.key(at)).filter(
    (name): name is string => name?.startsWith(PREFIX) === true,
  );

/** How many drafts a person has here. */
export const countOf = (place: Place, owner: Owner): number =>
  names(place).filter((name) => name.startsWith(nameOf(owner, ''))).length;

export function forgetAll(place: Place, owner: Owner): void {
  for (const name of names(place)) if (name.startsWith(nameOf(owner, ''))) place.removeItem(name);
}

/** Nobody's draft lies here for ever. */
export function forgetOld(place: Place, now: Date): void {
  for (const name of names(place)) {
    const kept = read<unknown>(place.getItem(name));
    const age = kept === undefined ? Infinity : now.getTime() - Date.parse(kept.at);
    if (!(age < MAX_DAYS * 86_400_000)) place.removeItem(name);
  }
}
