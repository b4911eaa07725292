import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Divider, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Session } from '#contract/session.ts';
import { RequestFailed } from '../../data/client.ts';
import { sessionQuery } from '../../data/queries.ts';
import { giveCode } from '../../data/sign-in.ts';
import { Problem } from '../../ui/Problem.tsx';
import { PasskeyWay } from './PasskeyWay.tsx';
import { Screen } from './Screen.tsx';
import { SignOutButton } from './SignOutButton.tsx';
import classes from './SignInPage.module.css';

/** With one factor of two: nothing is shown before the other. */
export function SecondFactorPage({ session }: { readonly session: NonNullable<Session['session']> }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const [error, setError] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const done = () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setError(undefined);
    try {
      await giveCode(code);
      done();
    } catch (refused) {
      setError(refused);
      setCode('');
    } finally {
      setSending(false);
    }
  };
  const isWrong = error instanceof RequestFailed && error.status === 403;
  const isTooFast = error instanceof RequestFailed && error.status === 429;
  const hasPasskey = session.factors.includes('passkey');
  return (
    <Screen title={t`Second factor`} lead={<Trans>Your account asks for one more proof that it is you.</Trans>}>
      {hasPasskey && (
        <>
          <div className={classes.form}>
            <PasskeyWay done={done} />
          </div>
          <Divider my="lg" label={t`or`} />
        </>
      )}
      <form onSubmit={(event) => void send(event)} className={classes.form}>
        <TextInput
          size="md"
          label={
            session.factors.includes('totp') ? t`Code of your authenticator, or a recovery code` : t`Recovery code`
          }
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={
            isWrong
              ? t`This code is not right, or was used already. Wait for the next one.`
              : isTooFast
                ? t`Too many wrong codes. Wait a while; a passkey works at once.`
                : undefined
          }
          autoComplete="one-time-code"
          styles={{ input: { direction: 'ltr', textAlign: 'start' } }}
          spellCheck={false}
          data-autofocus
        />
        {error !== undefined && !isWrong && !isTooFast && <Problem error={error} />}
        <Button type="submit" size="md" loading={isSending} disabled={code.trim().length < 6}>
          <Trans>Continue</Trans>
        </Button>
      </form>
      <p className={classes.help}>
        <Trans>Lost all of it? Whoever administers this node can remove your factors, and you make new ones.</Trans>
      </p>
      <SignOutButton />
    </Screen>
  );
}
