import { i18n } from '@lingui/core';
import { I18nProvider, useLingui } from '@lingui/react';
import { DirectionProvider, MantineProvider, localStorageColorSchemeManager, useDirection } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { RequestFailed } from '../data/client.ts';
import { sessionQuery } from '../data/queries.ts';
import { whenIdle } from '../ui/when-idle.ts';
import { styleNonce } from '../ui/page-policy.ts';
import { theme, variables } from '../ui/theme.ts';
import { direction } from './languages.ts';
import { router } from './routes/router.ts';

/** Once the first page stands. */
const Toasts = lazy(async () => {
  await whenIdle();
  return { default: (await import('./Toasts.tsx')).Toasts };
});

const colorScheme = localStorageColorSchemeManager({ key: 'entente.appearance' });

/** Refusals are answers: only silence and faults are worth another try. */
function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < 2 && !(error instanceof RequestFailed && error.status >= 400 && error.status < 500);
}

/** Whatever meets the end of a session has the session looked at, at once. */
function noteSignedOut(error: Error): void {
  if (!(error instanceof RequestFailed && error.status === 401)) return;
  const session = client.getQueryState(sessionQuery.queryKey);
  if (session?.status === 'success') void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
}

export const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteSignedOut }),
  mutationCache: new MutationCache({ onError: noteSignedOut }),
  defaultOptions: { queries: { staleTime: 1_000, retry: isWorthRetrying } },
});

export function App() {
  return (
    <I18nProvider i18n={i18n}>
      <DirectionProvider initialDirection={direction(i18n.locale)} detectDirection={false}>
        <MantineProvider
          theme={theme}
          getStyleNonce={styleNonce}
          cssVariablesResolver={variables}
          colorSchemeManager={colorScheme}
          defaultColorScheme="auto"
        >
          <FollowLanguage />
          <Suspense>
            <Toasts />
          </Suspense>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </I18nProvider>
  );
}

/** Mantine keeps its own note of the direction. */
function FollowLanguage() {
  const { i18n: current } = useLingui();
  const { setDirection } = useDirection();
  const wanted = direction(current.locale);
  useEffect(() => setDirection(wanted), [setDirection, wanted]);
  return null;
}
