import type { Seal } from './seal.ts';

/** What somebody typed, sealed in this browser until it is sent. Under the node's party and the person: nobody else's is ever opened. */
export type Owner = { readonly party: string; readonly person: string };
export type Kept = {
  readonly value: unknown;
  readonly at: string;
  /** Id of the record that it is about. */
  readonly record?: string | undefined;
};
export type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'entente.draft.';
const MAX_DAYS = 30;
/** Above this, nothing is kept on a device, sealed or not: its disk is nobody's strong room. */
const HIGHEST_KEPT: ReadonlySet<string> = new Set(['clear', 'green', 'amber']);

/** By the marking of what it is about; without one that we know, no. */
export const isForDevice = (tlp: string | undefined): boolean => tlp !== undefined && HIGHEST_KEPT.has(tlp);

const nameOf = ({ party, person }: Owner, form: string): string => `${PREFIX}${party}.${person}.${form}`;

/** The day is outside the seal, so that what is old goes without its key. */
export async function keepHere(place: Place, seal: Seal, name: readonly [Owner, string], kept: Kept): Promise<boolean> {
  try {
    const sealed = await seal.close(JSON.stringify(kept));
    place.setItem(nameOf(...name), `${kept.at.slice(0, 10)} ${sealed}`);
    return true;
  } catch {
    return false; // full, or forbidden by the browser
  }
}

export const forgetHere = (place: Place, owner: Owner, form: string): void => place.removeItem(nameOf(owner, form));

/** Those of a person that the seal opens, by form. */
export async function recallHere(place: Place, seal: Seal, owner: Owner): Promise<ReadonlyMap<string, Kept>> {
  const found = new Map<string, Kept>();
  const head = nameOf(owner, '');
  for (const name of names(place).filter((one) => one.startsWith(head))) {
    const text = await seal.open(place.getItem(name)?.split(' ')[1] ?? '');
    const kept = text === undefined ? undefined : keptOf(text);
    if (kept !== undefined) found.set(name.slice(head.length), kept);
  }
  return found;
}

/** As this application wrote it; undefined: not whole. */
function keptOf(text: string): Kept | undefined {
  try {
    const found: unknown = JSON.parse(text);
    const isKept = typeof found === 'object' && found !== null && 'value' in found && 'at' in found;
    return isKept && typeof found.at === 'string' ? (found as Kept) : undefined;
  } catch {
    return undefined;
  }
}

const names = (place: Place): string[] =>
  Array.from({ length: place.length }, (_, at) => place.key(at)).filter(
    (name): name is string => name?.startsWith(PREFIX) === true,
  );

export function forgetAllHere(place: Place, owner: Owner): void {
  for (const name of names(place)) if (name.startsWith(nameOf(owner, ''))) place.removeItem(name);
}

/** Nobody's draft lies here for ever. */
export function forgetOld(place: Place, now: Date): void {
  for (const name of names(place)) {
    const age = now.getTime() - Date.parse(place.getItem(name)?.split(' ')[0] ?? '');
    if (!(age < MAX_DAYS * 86_400_000)) place.removeItem(name);
  }
}
