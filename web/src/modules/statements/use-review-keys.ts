import { useEffect } from 'react';

const FIELDS = 'input, textarea, select, [contenteditable], [role="combobox"], [role="option"], [role="dialog"] *';

/** Single keys for who reviews many; never while something is being typed. */
export function useReviewKeys(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target instanceof Element && event.target.matches(FIELDS)) return;
      const action = actions[event.key.toLowerCase()];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
