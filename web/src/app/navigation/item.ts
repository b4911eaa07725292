import type { MessageDescriptor } from '@lingui/core';
import type { Icon } from '@tabler/icons-react';

/** `permission`: as the session's answer lists them; of several, one is enough. Without it, the page is for everybody. */
type Common = {
  readonly label: MessageDescriptor;
  readonly icon: Icon;
  readonly permission?: string | readonly string[];
};

/** A page that exists. `to: 'accord'` leads to the accord that is worked on. */
export type BuiltItem = Common & {
  readonly to: string;
  /** What is done there, for an index of pages. */
  readonly about?: MessageDescriptor;
  readonly mechanisms?: readonly string[];
};
/** A mechanism without a page of its own yet; `holds` says what the page will hold. */
export type PlannedItem = Common & {
  readonly to: string;
  readonly holds: MessageDescriptor;
  readonly mechanisms: readonly string[];
};
export type NavigationItem = BuiltItem | PlannedItem;
export type NavigationGroup = { readonly label: MessageDescriptor; readonly items: readonly NavigationItem[] };

export function isPlanned(item: NavigationItem): item is PlannedItem {
  return 'holds' in item;
}
