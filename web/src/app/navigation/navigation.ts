import { ADMINISTRATION } from './administration.ts';
import { isPlanned, type NavigationGroup, type NavigationItem, type PlannedItem } from './item.ts';
import { MECHANISM_GROUPS } from './mechanisms.ts';
import { MY_WORK } from './my-work.ts';
import { OVERSIGHT } from './oversight.ts';
import { PROOF } from './proof.ts';

/** All pages in the order in which they are shown. A page is added as one line in its group's file, and one in `routes/`. */
export const NAVIGATION: readonly NavigationGroup[] = [MY_WORK, ...MECHANISM_GROUPS, PROOF, OVERSIGHT, ADMINISTRATION];

/** The page of a mechanism, if it has one; some are planned only. */
export function pageOf(mechanism: string): NavigationItem | undefined {
  return NAVIGATION.flatMap(({ items }) => items).find(({ mechanisms }) => mechanisms?.includes(mechanism));
}

export const PLANNED: readonly PlannedItem[] = NAVIGATION.flatMap(({ items }) => items.filter(isPlanned));

/** What is left for somebody: a page that they may not open is not shown, nor a group without pages. */
export function openTo(permissions: readonly string[], groups: readonly NavigationGroup[]): readonly NavigationGroup[] {
  return groups
    .map(({ label, items }) => ({ label, items: items.filter((item) => mayOpen(permissions, item)) }))
    .filter(({ items }) => items.length > 0);
}

export function mayOpen(permissions: readonly string[], { permission }: Pick<NavigationItem, 'permission'>): boolean {
  return permission === undefined || [permission].flat().some((one) => permissions.includes(one));
}
