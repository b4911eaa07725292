import { useEffect, useState } from 'react';

/** A dialog that is taken away gives the focus back to what had it when it came, if that is still there and nothing else took it. */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isFree = document.activeElement === null || document.activeElement === document.body;
      if (isFree && before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );
}
