import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { Container } from '@mantine/core';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { Session } from '#contract/session.ts';
import { RequestFailed } from '../data/client.ts';
import { shelfOf } from '../data/drafts.ts';
import { forgetOld } from '../data/drafts/device.ts';
import { forgetPlain } from '../data/drafts/unsent.ts';
import { sessionQuery } from '../data/queries.ts';
import { Awaited } from '../ui/Awaited.tsx';
import { ActionDesk } from './actions/ActionDesk.tsx';
import { CurrentAccordContext, rememberAccord, rememberedAccord } from './current-accord.ts';
import { Emergency } from './Emergency.tsx';
import { Header } from './Header.tsx';
import { Navigation } from './Navigation.tsx';
import { NotLive, useLivePages } from './NotLive.tsx';
import { SessionEnded } from './SessionEnded.tsx';
import { Silence } from './Silence.tsx';
import { CurrentSession } from './session.ts';
import classes from './Shell.module.css';

const SecondFactorPage = lazy(async () => ({
  default: (await import('../modules/sign-in/SecondFactorPage.tsx')).SecondFactorPage,
}));
const EnrolPage = lazy(async () => ({ default: (await import('../modules/sign-in/EnrolPage.tsx')).EnrolPage }));

/** With one factor of two, whatever the address, the other one is the page. */
function Standing({ session, ...rest }: FrameProps) {
  // Whoever has just added one still has recovery codes to write down.
  const [isEnrolling, setEnrolling] = useState(false);
  if (session.session?.standing === 'code') return <SecondFactorPage session={session.session} />;
  if (isEnrolling || session.session?.standing === 'enrol')
    return <EnrolPage isAdded={isEnrolling} added={() => setEnrolling(true)} done={() => setEnrolling(false)} />;
  return <Frame session={session} {...rest} />;
}

/** Nothing is shown to a browser without a session. One that ends hides the page until the same person has signed in again. */
export function Shell() {
  const session = useQuery({
    ...sessionQuery,
    refetchInterval: ({ state }) => (isSignedOut(state.error) ? 2_000 : false),
  });
  const hasEnded = isSignedOut(session.error);
  if (hasEnded && session.data === undefined) return <Navigate to="/sign-in" />;
  return (
    <Suspense>
      {session.data === undefined ? (
        <Container size="sm" py={120}>
          <Awaited answer={session}>{() => null}</Awaited>
        </Container>
      ) : (
        <>
          <Standing
            session={session.data}
            hasEnded={hasEnded}
            silentSince={session.error === null || hasEnded ? undefined : session.dataUpdatedAt}
          />
          {hasEnded && <SessionEnded person={session.data.person.name} />}
        </>
      )}
    </Suspense>
  );
}

const isSignedOut = (error: unknown): boolean => error instanceof RequestFailed && error.status === 401;

type FrameProps = {
  readonly session: Session;
  /** What was typed is still there, unseen, until the same person is back. */
  readonly hasEnded: boolean;
  readonly silentSince: number | undefined;
};

function Frame({ session, hasEnded, silentSince }: FrameProps) {
  const [person] = useState(session.person.id);
  // Somebody else signed in here meanwhile: nothing of the page is theirs.
  useEffect(() => {
    if (session.person.id !== person) location.reload();
  }, [session.person.id, person]);
  useEffect(() => {
    forgetOld(localStorage, new Date());
    forgetPlain(localStorage);
    shelfOf(session);
  }, [session]);
  useLivePages();
  const [chosen, setChosen] = useState(rememberedAccord);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const shown = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  // The menu is open on the page where it was opened: going to another closes it.
  const [openedAt, setOpenedAt] = useState<string>();
  const isOpen = openedAt === path;

  const accord = useMemo(() => {
    const known =
      session.accords.find(({ id }) => id === chosen) ??
      session.accords.find(({ parent }) => parent === null) ??
      session.accords[0];
    return {
      id: known?.id,
      choose: (id: string) => {
        rememberAccord(id);
        setChosen(id);
      },
    };
  }, [session.accords, chosen]);

  return (
    <CurrentSession.Provider value={session}>
      <CurrentAccordContext.Provider value={accord}>
        <ActionDesk>
          <a href="#navigation" className="skip">
            <Trans>Skip to the pages</Trans>
          </a>
          <div
            className={classes.frame}
            data-menu={isOpen || undefined}
            data-ended={hasEnded || undefined}
            inert={hasEnded}
          >
            <Header menuOpened={isOpen} toggleMenu={() => setOpenedAt(isOpen ? undefined : path)} />
            <Navigation />
            <button
              type="button"
              className={classes.veil}
              tabIndex={-1}
              aria-hidden
              onClick={() => setOpenedAt(undefined)}
            />
            <main id="content" className={classes.main} tabIndex={-1} data-shown={shown}>
              <Emergency session={session} />
              {silentSince === undefined ? <NotLive /> : <Silence since={silentSince} />}
              <Outlet />
            </main>
          </div>
        </ActionDesk>
      </CurrentAccordContext.Provider>
    </CurrentSession.Provider>
  );
}
