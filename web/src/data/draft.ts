import { useEffect, useState } from 'react';

/** Typed text outlives a closed tab, a lost session and a node that is away. An empty draft is forgotten. */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => localStorage.getItem(key) ?? '');
  useEffect(() => {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  }, [key, text]);
  return [text, setText];
}
