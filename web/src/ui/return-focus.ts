import { useEffect, useState } from 'react';

/**
 * A dialog that is taken away gives the focus back to what had it when it came, unless something else took it: to the button of a menu
 * for what was chosen in it, and to the page itself where the opener is gone, as a row is that was deleted.
 */
export function useReturnFocus(): void {
  const [before] = useState(() => openerOf(document.activeElement));
  useEffect(
    () => () => {
      const isFree = document.activeElement === null || document.activeElement === document.body;
      if (!isFree) return;
      before?.focus({ preventScroll: true });
      if (document.activeElement !== before) document.querySelector('main')?.focus({ preventScroll: true });
    },
    [before],
  );
}

function openerOf(focused: Element | null): HTMLElement | undefined {
  const menu = focused?.closest('[role="menu"]');
  const found = menu == null ? focused : document.getElementById(menu.getAttribute('aria-labelledby') ?? '');
  return found instanceof HTMLElement && found !== document.body ? found : undefined;
}
