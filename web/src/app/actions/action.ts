import type { MessageDescriptor } from '@lingui/core';
import type { Icon } from '@tabler/icons-react';
import { createContext, useContext, useEffect } from 'react';

/** What an action may reach for when it runs. */
export type Tools = {
  readonly go: (to: string) => void;
  readonly setAppearance: (appearance: 'auto' | 'light' | 'dark') => void;
  readonly open: (what: 'palette' | 'shortcuts' | 'sign-out') => void;
  readonly signOut: () => void;
};

/** Something that can be done, wherever it is offered from: a menu, the palette, a key. */
export type Action = {
  readonly id: string;
  readonly title: MessageDescriptor;
  readonly icon: Icon;
  /** Words by which it is found besides its title. */
  readonly also?: MessageDescriptor;
  /** Pressed one after the other while nothing is typed, as `g h`; `mod+k` with Ctrl or Cmd. */
  readonly keys?: string;
  readonly permission?: string | readonly string[];
  readonly run: (tools: Tools) => void;
};

/** What the page in view offers: its title is in the reader's language already. */
export type Offer = { readonly id: string; readonly title: string; readonly run: () => void };

export const OffersContext = createContext<(from: string, offers: readonly Offer[]) => void>(() => {});

/** Puts what a page can do into the palette while the page is in view. `from` names who offers. */
export function useOffers(from: string, offers: readonly Offer[]): void {
  const offer = useContext(OffersContext);
  useEffect(() => {
    offer(from, offers);
    return () => offer(from, []);
  });
}
