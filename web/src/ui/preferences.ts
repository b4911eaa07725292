import { useSyncExternalStore } from 'react';

/** How this browser shows things to its person. Nothing of it is a secret or a right, so it stays here. */
export type Preferences = {
  readonly density: 'comfortable' | 'compact';
  readonly contrast: 'system' | 'more';
  /** Keys without Ctrl or Cmd. Who speaks to the machine can turn them off (WCAG 2.2, 2.1.4). */
  readonly singleKeys: boolean;
  /** IANA names; undefined: the browser's own. */
  readonly timeZone: string | undefined;
  /** Shown beside one's own, where both sides have to be at the same moment. */
  readonly partnerTimeZone: string | undefined;
};

const KEY = 'entente.preferences';
const MORE = '(prefers-contrast: more)';
const FIRST: Preferences = {
  density: 'comfortable',
  contrast: 'system',
  singleKeys: true,
  timeZone: undefined,
  partnerTimeZone: undefined,
};

const listeners = new Set<() => void>();
let now = readStored();

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => now);
}

export function prefer(change: Partial<Preferences>): void {
  now = { ...now, ...change };
  localStorage.setItem(KEY, JSON.stringify(now));
  show(now);
  for (const told of listeners) told();
}

/** Styles follow attributes of the root: no component asks for density or contrast. */
function show({ density, contrast }: Preferences): void {
  const { dataset } = document.documentElement;
  dataset['density'] = density;
  if (contrast === 'more' || matchMedia(MORE).matches) dataset['contrast'] = 'more';
  else delete dataset['contrast'];
}

/** Shows them, and again when the device changes its mind. */
export function follow(): void {
  show(now);
  matchMedia(MORE).addEventListener('change', () => show(now));
}

function subscribe(told: () => void): () => void {
  const other = (event: StorageEvent) => {
    if (event.key !== KEY) return;
    now = readStored();
    show(now);
    told();
  };
  listeners.add(told);
  addEventListener('storage', other);
  return () => {
    listeners.delete(told);
    removeEventListener('storage', other);
  };
}

function readStored(): Preferences {
  return parsePreferences(localStorage.getItem(KEY));
}

/** What an earlier version or a person's own hand wrote there is taken as far as it is understood. */
export function parsePreferences(stored: string | null): Preferences {
  let found: unknown;
  try {
    found = JSON.parse(stored ?? '{}');
  } catch {
    return FIRST;
  }
  if (typeof found !== 'object' || found === null) return FIRST;
  const zone = (name: string) => {
    const value = (found as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' && isTimeZone(value) ? value : undefined;
  };
  return {
    density: 'density' in found && found.density === 'compact' ? 'compact' : 'comfortable',
    contrast: 'contrast' in found && found.contrast === 'more' ? 'more' : 'system',
    singleKeys: !('singleKeys' in found && found.singleKeys === false),
    timeZone: zone('timeZone'),
    partnerTimeZone: zone('partnerTimeZone'),
  };
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
