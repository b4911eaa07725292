import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { LANGUAGES } from '../../app/languages.ts';
import { setUp } from '../../data/sign-in.ts';
import { fieldProblems, FormProblems } from '../../ui/form/problems.ts';
import { TextField } from '../../ui/form/Fields.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Screen } from './Screen.tsx';
import classes from './SignInPage.module.css';

/** The first administrator. The token stays behind the hash: it is sent once, with the name. */
export function SetUpPage() {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [token] = useState(() => location.hash.slice(1));
  const [name, setName] = useState('');
  const [unit, setUnit] = useState('');
  const [error, setError] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const isLink = /^[0-9a-f]{48}$/.test(token);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setError(undefined);
    try {
      const locale = LANGUAGES.find((language) => language === i18n.locale) ?? 'en';
      await setUp({ token, name, unit, locale });
      client.clear();
      await navigate({ to: '/me/security' });
    } catch (refused) {
      setError(refused);
    } finally {
      setSending(false);
    }
  };

  return (
    <Screen
      title={t`Set up this node`}
      lead={
        <Trans>
          You become its first administrator. The link that brought you here works once; nobody else can use it after
          you.
        </Trans>
      }
    >
      {isLink ? (
        <form onSubmit={(event) => void send(event)} className={classes.form}>
          <FormProblems value={fieldProblems(error)}>
            <TextField
              name="name"
              label={t`Your name`}
              hint={t`It stays at this node. Partners see an officer’s number.`}
              autoComplete="name"
              most={200}
              isNeeded
              value={name}
              change={setName}
            />
            <TextField
              name="unit"
              label={t`Unit`}
              hint={t`Such as “Information technology”.`}
              most={200}
              isNeeded
              value={unit}
              change={setUnit}
            />
            {error !== undefined && <Problem error={error} />}
            <Button type="submit" size="md" loading={isSending} disabled={name.trim() === '' || unit.trim() === ''}>
              <Trans>Make me the administrator</Trans>
            </Button>
          </FormProblems>
        </form>
      ) : (
        <p role="alert" className={classes.alert}>
          <Trans>This is not a whole set-up link. Copy it once more from where the node was started.</Trans>
        </p>
      )}
      <p className={classes.help}>
        <Trans>
          Next you add a passkey or an authenticator: without a second factor an administrator can do nothing.
        </Trans>
      </p>
    </Screen>
  );
}
