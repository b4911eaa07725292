import type { Owner } from './device.ts';

/**
 * What was decided and the node was not told yet, kept in one breath, since a page that closes waits for nothing. It is little and short-lived,
 * goes to the node as soon as that answers, and from this device when its person signs out.
 */
type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const headOf = ({ party, person }: Owner): string => `entente.unsent.${party}.${person}.`;
const names = (place: Place, owner: Owner): string[] =>
  Array.from({ length: place.length }, (_, at) => place.key(at)).filter(
    (name): name is string => name?.startsWith(headOf(owner)) === true,
  );

export function unsentOf(place: Place, owner: Owner, about: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(place.getItem(`${headOf(owner)}${about}`) ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

export function keepUnsent(
  place: Place,
  owner: Owner,
  about: { readonly of: string; readonly acts: readonly unknown[] },
) {
  const name = `${headOf(owner)}${about.of}`;
  if (about.acts.length === 0) place.removeItem(name);
  else place.setItem(name, JSON.stringify(about.acts));
}

export const countUnsent = (place: Place, owner: Owner): number =>
  names(place, owner).reduce((sum, name) => sum + unsentOf(place, owner, name.slice(headOf(owner).length)).length, 0);

export function forgetUnsent(place: Place, owner: Owner): void {
  for (const name of names(place, owner)) place.removeItem(name);
}

/** Earlier versions kept what was typed as it was, under nobody's name. */
export function forgetPlain(place: Place): void {
  const all = Array.from({ length: place.length }, (_, at) => place.key(at) ?? '');
  for (const name of all)
    if (name === 'entente.statements' || name.startsWith('entente.review.')) place.removeItem(name);
}
