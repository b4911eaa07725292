import { useEffect, useState } from 'react';
import type { Review } from './review.ts';

export type Draft = { readonly text: string; readonly title: string; readonly review?: Review };

const KEY = 'entente.statement';
const EMPTY: Draft = { text: '', title: '' };
const PAUSE_MS = 250;

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
}

function stored(): Draft {
  const raw = localStorage.getItem(KEY);
  if (raw === null) return EMPTY;
  try {
    const value: unknown = JSON.parse(raw);
    return isDraft(value) ? { ...EMPTY, ...value } : EMPTY;
  } catch {
    return EMPTY;
  }
}

function keep(draft: Draft): void {
  if (draft.text === '' && draft.title === '') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, JSON.stringify(draft));
}

/** The text and all decisions on it, kept in this browser as they are made: a closed tab loses nothing. */
export function useStatementDraft() {
  const [draft, setDraft] = useState(stored);
  useEffect(() => {
    const now = () => keep(draft);
    const timer = setTimeout(now, PAUSE_MS);
    addEventListener('pagehide', now);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', now);
      now();
    };
  }, [draft]);
  return [draft, setDraft] as const;
}
