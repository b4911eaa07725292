import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Brand } from '../../app/Brand.tsx';
import { LanguageMenu } from '../../app/LanguageMenu.tsx';
import { ThemeButton } from '../../app/ThemeButton.tsx';
import { sessionQuery } from '../../data/queries.ts';
import { judgeLink } from './link.ts';
import classes from './SignInPage.module.css';

export function SignInPage() {
  const { t } = useLingui();
  const session = useQuery(sessionQuery);
  const [link, setLink] = useState('');
  const [refusal, setRefusal] = useState<string>();
  if (session.data !== undefined) return <Navigate to="/" />;

  const wasRefused = new URLSearchParams(location.search).has('error');
  const open = (event: FormEvent) => {
    event.preventDefault();
    const verdict = judgeLink(link, location.origin);
    if (verdict.kind === 'ours') {
      location.assign(verdict.url);
    } else if (verdict.kind === 'elsewhere') {
      setRefusal(t`This link belongs to another node: ${verdict.host}. Open it there.`);
    } else {
      setRefusal(t`This is not a sign-in link. It begins with ${location.origin}.`);
    }
  };

  return (
    <div className={classes.screen}>
      <title>{t`Sign in · Entente`}</title>
      <div className={classes.tools}>
        <LanguageMenu />
        <ThemeButton />
      </div>
      <main id="content" className={classes.card}>
        <Brand />
        <h1 className={classes.title}>
          <Trans>Sign in to this node</Trans>
        </h1>
        <p className={classes.lead}>
          <Trans>
            Each party runs its own node, and each person signs in on the node of their own side. There are no
            passwords: the node prints a sign-in link that works once.
          </Trans>
        </p>
        {wasRefused && (
          <p role="alert" className={classes.alert}>
            <Trans>That link has been used already or has expired. Ask the node for a new one.</Trans>
          </p>
        )}
        <form onSubmit={open} className={classes.form}>
          <TextInput
            size="md"
            label={t`Sign-in link`}
            description={t`Open the link in this browser, or paste it here.`}
            placeholder={`${location.origin}/…`}
            value={link}
            error={refusal}
            onChange={(event) => {
              setLink(event.currentTarget.value);
              setRefusal(undefined);
            }}
            styles={{ input: { direction: 'ltr', textAlign: 'start' } }}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
          <Button type="submit" size="md" fullWidth>
            <Trans>Sign in</Trans>
          </Button>
        </form>
        <p className={classes.help}>
          <Trans>
            The link stands in the terminal in which the node was started. Later, the node’s administrator can have it
            print another one for your account.
          </Trans>
        </p>
      </main>
    </div>
  );
}
