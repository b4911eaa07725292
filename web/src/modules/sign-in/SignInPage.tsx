import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Divider } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { WaysIn } from '#contract/sign-in.ts';
import { sessionQuery } from '../../data/queries.ts';
import { canUsePasskeys, goToProvider, waysInQuery } from '../../data/sign-in.ts';
import { Problem } from '../../ui/Problem.tsx';
import { LinkWay } from './LinkWay.tsx';
import { PasskeyWay } from './PasskeyWay.tsx';
import { refusalOf } from './refusals.ts';
import { Screen } from './Screen.tsx';
import classes from './SignInPage.module.css';

export function SignInPage() {
  const { t } = useLingui();
  const session = useQuery({ ...sessionQuery, refetchInterval: false });
  const { data: ways } = useQuery(waysInQuery);
  const client = useQueryClient();
  const done = useCallback(() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey }), [client]);
  if (session.data !== undefined && session.error === null) return <Navigate to="/" />;

  const refused = new URLSearchParams(location.search).get('error');
  const isElsewhere = ways !== undefined && ways.origin !== location.origin;
  const hasPasskeys = ways !== undefined && ways.passkeys && !isElsewhere && canUsePasskeys();
  return (
    <Screen
      title={t`Sign in to this node`}
      lead={
        <Trans>
          Each party runs its own node, and each person signs in on the node of their own side. There are no passwords.
        </Trans>
      }
    >
      {refused !== null && (
        <p role="alert" className={classes.alert}>
          {t(refusalOf(refused))}
        </p>
      )}
      {isElsewhere && (
        <p className={classes.help}>
          <Trans>
            This node’s own address is <a href={`${ways.origin}/sign-in`}>{ways.origin}</a>: passkeys and the identity
            provider work there.
          </Trans>
        </p>
      )}
      {ways?.isEmpty === true && (
        <p className={classes.help}>
          <Trans>Nobody administers this node yet: open the set-up link that it printed when it was started.</Trans>
        </p>
      )}
      <div className={classes.form}>
        {ways?.provider && !isElsewhere && <ProviderWay provider={ways.provider} />}
        {hasPasskeys && <PasskeyWay done={done} hasAutofill />}
      </div>
      {ways?.local === 'emergency' && (
        <p className={classes.help}>
          <Trans>Here, only accounts for emergencies sign in by passkey or link. Each use is told to many.</Trans>
        </p>
      )}
      {(hasPasskeys || ways?.provider) && <Divider my="lg" label={t`or`} />}
      <LinkWay isFirst={!hasPasskeys && !ways?.provider} />
      <p className={classes.help}>
        <Trans>
          Whoever administers the node can make a link for your account, also in the terminal of its machine. Each works
          once.
        </Trans>
      </p>
    </Screen>
  );
}

function ProviderWay({ provider }: { readonly provider: NonNullable<WaysIn['provider']> }) {
  const { t } = useLingui();
  const [isGoing, setGoing] = useState(false);
  const [error, setError] = useState<unknown>();
  const go = () => {
    setGoing(true);
    setError(undefined);
    goToProvider().catch((refused: unknown) => {
      setGoing(false);
      setError(refused);
    });
  };
  const { name } = provider;
  return (
    <>
      <Button size="md" fullWidth loading={isGoing} leftSection={<IconBuilding size={20} aria-hidden />} onClick={go}>
        {t`Sign in with ${name}`}
      </Button>
      {error !== undefined && <Problem error={error} />}
    </>
  );
}
