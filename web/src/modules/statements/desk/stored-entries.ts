import { useEffect, useState } from 'react';
import { emptyEntry, isEmpty, type Entry } from '../model/entry.ts';

const KEY = 'entente.statements';
const PAUSE_MS = 250;

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
}

function stored(): Entry[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value)
      ? value.filter(isEntry).map((entry, place) => ({ ...emptyEntry(String(place)), ...entry }))
      : [];
  } catch {
    return [];
  }
}

function keep(entries: readonly Entry[]): void {
  try {
    if (entries.every(isEmpty)) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(entries));
  } catch {
    // More than a browser keeps: then it is kept in this tab alone, until it is put in.
  }
}

/** What was typed is kept in this browser until it is put in: a closed tab loses nothing. */
export function useEntries() {
  const [entries, setEntries] = useState(stored);
  useEffect(() => {
    const now = () => keep(entries);
    const timer = setTimeout(now, PAUSE_MS);
    addEventListener('pagehide', now);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', now);
      now();
    };
  }, [entries]);
  return [entries, setEntries] as const;
}
