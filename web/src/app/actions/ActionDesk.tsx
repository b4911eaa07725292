import { useLingui } from '@lingui/react/macro';
import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { createContext, lazy, Suspense, useCallback, useContext, useState, type ReactNode } from 'react';
import { usePreferences } from '../../ui/preferences.ts';
import { mayOpen } from '../navigation/navigation.ts';
import { useSession } from '../session.ts';
import { SignOutDialog, useSignOut } from '../SignOut.tsx';
import { OffersContext, type Action, type Offer, type Tools } from './action.ts';
import { ACTIONS, PAGES } from './actions.ts';
import type { Choice } from './Palette.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }));
const Shortcuts = lazy(async () => ({ default: (await import('./Shortcuts.tsx')).Shortcuts }));

const Opener = createContext<Tools['open']>(() => {});

/** Opens the palette or the list of keys. */
export function useOpener(): Tools['open'] {
  return useContext(Opener);
}

/** Where actions are run from: keys, the palette, and what the page in view offers. */
export function ActionDesk({ children }: { readonly children: ReactNode }) {
  const { permissions } = useSession();
  const { singleKeys } = usePreferences();
  const [opened, setOpened] = useState<Parameters<Tools['open']>[0]>();
  const [offers, setOffers] = useState<ReadonlyMap<string, readonly Offer[]>>(new Map());
  const tools = useTools(setOpened);
  const mine = [...PAGES, ...ACTIONS].filter((action) => mayOpen(permissions, action));
  const run = (action: Action) => action.run(tools);
  useShortcuts(mine, singleKeys, run);

  const offer = useCallback(
    (from: string, those: readonly Offer[]) =>
      setOffers((known) => {
        const before = known.get(from) ?? [];
        if (before.length === those.length && those.every(({ id }, place) => before[place]?.id === id)) return known;
        const next = new Map(known);
        if (those.length === 0) next.delete(from);
        else next.set(from, those);
        return next;
      }),
    [],
  );

  return (
    <OffersContext value={offer}>
      <Opener value={setOpened}>
        {children}
        <Suspense>
          {opened === 'palette' && (
            <Desk mine={mine} offers={[...offers.values()].flat()} run={run} close={() => setOpened(undefined)} />
          )}
          {opened === 'sign-out' && <SignOutDialog close={() => setOpened(undefined)} />}
          {opened === 'shortcuts' && <Shortcuts actions={mine} close={() => setOpened(undefined)} />}
        </Suspense>
      </Opener>
    </OffersContext>
  );
}

type DeskProps = {
  readonly mine: readonly Action[];
  readonly offers: readonly Offer[];
  readonly run: (action: Action) => void;
  readonly close: () => void;
};

function Desk({ mine, offers, run, close }: DeskProps) {
  const { t } = useLingui();
  const isPage = (action: Action) => action.id.startsWith('page:');
  const choices: Choice[] = [
    ...offers.map((one) => ({ ...one, section: t`On this page` })),
    ...mine
      .filter(({ id }) => id !== 'palette')
      .map((action) => ({
        id: action.id,
        section: isPage(action) ? t`Pages` : t`Actions`,
        title: t(action.title),
        also: action.also === undefined ? undefined : t(action.also),
        keys: action.keys,
        icon: action.icon,
        run: () => run(action),
      })),
  ];
  return <Palette choices={choices} close={close} />;
}

function useTools(open: Tools['open']): Tools {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const { unsaved, leave } = useSignOut();
  return {
    open,
    go: (to) => void navigate({ to }),
    setAppearance: setColorScheme,
    signOut: () => void unsaved().then((count) => (count > 0 ? open('sign-out') : leave())),
  };
}
