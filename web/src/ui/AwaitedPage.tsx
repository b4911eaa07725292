import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { RequestFailed } from '../data/client.ts';
import { Awaited } from './Awaited.tsx';
import { Page } from './Page.tsx';
import { Problem } from './Problem.tsx';

/** Where the page itself is awaited: a refusal has a heading, as every page has, and a way on. */
export function AwaitedPage<T>(props: ComponentProps<typeof Awaited<T>>) {
  const { t } = useLingui();
  const { data, error, refetch } = props.answer;
  if (data !== undefined || error === null || error === undefined) return <Awaited {...props} />;
  const status = error instanceof RequestFailed ? error.status : undefined;
  const isRefused = status === 403 || status === 404;
  return (
    <Page title={status === 404 ? t`Not found` : status === 403 ? t`Not permitted` : t`Something went wrong`}>
      <Problem error={error} isBrief={isRefused} {...(isRefused ? {} : { retry: () => void refetch() })} />
      <p>
        <Link to="/">
          <Trans>To what waits for you today</Trans>
        </Link>
      </p>
    </Page>
  );
}
