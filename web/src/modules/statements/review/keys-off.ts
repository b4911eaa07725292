import { useState } from 'react';

const KEY = 'entente.review-keys';

/** Who speaks to the machine, or uses a reader with keys of its own, can turn single keys off (WCAG 2.2, 2.1.4). */
export function useSingleKeys(): readonly [boolean, (on: boolean) => void] {
  const [isOn, setIsOn] = useState(() => localStorage.getItem(KEY) !== 'off');
  return [
    isOn,
    (on) => {
      if (on) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, 'off');
      setIsOn(on);
    },
  ];
}
