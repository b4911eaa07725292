import { useSyncExternalStore } from 'react';

/** As `sealing.ts` makes it: not to be exported from the browser. */
export type HeldKey = { readonly publicKey: string; readonly privateKey: CryptoKey };
type Held = { readonly person: string; readonly key: HeldKey };

// In the memory of this page alone: it is gone with the tab, with a reload and with the session.
let held: Held | undefined;
const listeners = new Set<() => void>();

export function holdKey(person: string, key: HeldKey): void {
  held = { person, key };
  for (const told of listeners) told();
}

export function forgetHolderKey(): void {
  held = undefined;
  for (const told of listeners) told();
}

/** Of this person, once they unlocked it. */
export function useHolderKey(person: string): HeldKey | undefined {
  const now = useSyncExternalStore(
    (told) => {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
    () => held,
  );
  return now?.person === person ? now.key : undefined;
}
