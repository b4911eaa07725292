import { msg } from '@lingui/core/macro';
import {
  IconAdjustments,
  IconContrast,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconPalette,
  IconRowInsertTop,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { prefer } from '../../ui/preferences.ts';
import { choose, LANGUAGES } from '../languages.ts';
import { NAVIGATION } from '../navigation/navigation.ts';
import { LANGUAGE_NAMES } from '../../ui/vocabulary.ts';
import type { Action } from './action.ts';

/** After `g` a page's letter leads there. */
const PAGE_KEYS: Readonly<Record<string, string>> = {
  '/': 'g h',
  '/commitments': 'g c',
  '/statements': 'g s',
  '/feeds': 'g f',
  '/exports': 'g x',
  '/admin': 'g a',
};

export const PAGES: readonly Action[] = NAVIGATION.flatMap(({ label, items }) =>
  items
    .filter(({ to }) => to !== 'accord')
    .map(({ to, label: title, icon, permission }) => ({
      id: `page:${to}`,
      title,
      icon,
      also: label,
      ...(PAGE_KEYS[to] === undefined ? {} : { keys: PAGE_KEYS[to] }),
      ...(permission === undefined ? {} : { permission }),
      run: ({ go }) => go(to),
    })),
);

export const ACTIONS: readonly Action[] = [
  {
    id: 'palette',
    title: msg`Search, or go to a page`,
    icon: IconSearch,
    keys: 'mod+k',
    run: ({ open }) => open('palette'),
  },
  {
    id: 'shortcuts',
    title: msg`Keyboard shortcuts`,
    icon: IconKeyboard,
    keys: '?',
    run: ({ open }) => open('shortcuts'),
  },
  { id: 'me', title: msg`Your settings`, icon: IconAdjustments, keys: 'g m', run: ({ go }) => go('/me') },
  { id: 'design', title: msg`Design system`, icon: IconPalette, run: ({ go }) => go('/design') },
  {
    id: 'light',
    title: msg`Light appearance`,
    icon: IconSun,
    run: ({ setAppearance }) => setAppearance('light'),
  },
  {
    id: 'dark',
    title: msg`Dark appearance`,
    icon: IconMoon,
    run: ({ setAppearance }) => setAppearance('dark'),
  },
  { id: 'contrast', title: msg`High contrast`, icon: IconContrast, run: () => prefer({ contrast: 'more' }) },
  {
    id: 'plain-contrast',
    title: msg`Contrast as the device`,
    icon: IconContrast,
    run: () => prefer({ contrast: 'system' }),
  },
  { id: 'compact', title: msg`Compact lists`, icon: IconRowInsertTop, run: () => prefer({ density: 'compact' }) },
  {
    id: 'comfortable',
    title: msg`Comfortable lists`,
    icon: IconRowInsertTop,
    run: () => prefer({ density: 'comfortable' }),
  },
  ...LANGUAGES.map((language) => ({
    id: `language:${language}`,
    // A language is found by its own name, whatever is spoken now.
    title: { id: `language.${language}`, message: LANGUAGE_NAMES[language] ?? language },
    icon: IconLanguage,
    run: () => void choose(language),
  })),
  { id: 'sign-out', title: msg`Sign out`, icon: IconLogout, run: ({ signOut }) => signOut() },
];
