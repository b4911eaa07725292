import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { RequestFailed } from '../../data/client.ts';
import { canUsePasskeys, signInByPasskey, wasDeclined } from '../../data/sign-in.ts';
import { Problem } from '../../ui/Problem.tsx';
import classes from './SignInPage.module.css';

type Props = { readonly done: () => void; readonly hasAutofill?: boolean };

/** By a passkey: at the button, and in the field of the page, where the browser offers those that it has. */
export function PasskeyWay({ done, hasAutofill = false }: Props) {
  const { t } = useLingui();
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    if (!hasAutofill || !canUsePasskeys() || isAsking) return undefined;
    const ending = new AbortController();
    void (async () => {
      if (!(await PublicKeyCredential.isConditionalMediationAvailable())) return;
      await signInByPasskey(ending.signal);
      done();
    })().catch((refused: unknown) => {
      // Nobody asked for it yet: a browser that cannot offer any says nothing. A refusal of the node is an answer to somebody.
      if (!ending.signal.aborted && refused instanceof RequestFailed) setError(refused);
    });
    return () => ending.abort();
  }, [hasAutofill, isAsking, done]);

  const ask = async () => {
    setAsking(true);
    setError(undefined);
    try {
      await signInByPasskey();
      done();
    } catch (refused) {
      setError(refused);
    } finally {
      setAsking(false);
    }
  };

  return (
    <>
      <Button
        size="md"
        fullWidth
        loading={isAsking}
        leftSection={<IconFingerprint size={20} aria-hidden />}
        onClick={() => void ask()}
      >
        {t`Sign in with a passkey`}
      </Button>
      {error !== undefined &&
        (wasDeclined(error) ? (
          <p role="alert" className={classes.alert}>{t`No passkey was used. Try again, or choose another way.`}</p>
        ) : (
          <Problem error={error} />
        ))}
    </>
  );
}
