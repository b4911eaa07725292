import { useEffect } from 'react';
import type { Action } from './action.ts';
import { followKeys } from './keys.ts';

const FIELDS = 'input, textarea, select, [contenteditable], [role="combobox"], [role="option"]';

/** Keys that work on every page: never while something is typed, nor over a dialog; without Ctrl or Cmd only where wanted. */
export function useShortcuts(actions: readonly Action[], withSingleKeys: boolean, run: (action: Action) => void): void {
  useEffect(() => {
    const byKeys = new Map(actions.flatMap((action) => (action.keys === undefined ? [] : [[action.keys, action]])));
    const follow = followKeys(new Set(byKeys.keys()));
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.repeat) return;
      const keys = follow(event, event.timeStamp);
      const action = keys === undefined ? undefined : byKeys.get(keys);
      if (keys === undefined || action === undefined) return;
      const hasModifier = keys.startsWith('mod+');
      const isTyping = event.target instanceof Element && event.target.matches(FIELDS);
      if (!hasModifier && (isTyping || !withSingleKeys)) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      if (hasModifier) event.preventDefault();
      // A page with the same key for itself has heard it by then, and keeps it.
      setTimeout(() => (hasModifier || !event.defaultPrevented) && run(action));
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
