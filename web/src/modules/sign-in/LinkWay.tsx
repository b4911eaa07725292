import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { judgeLink } from './link.ts';
import classes from './SignInPage.module.css';

/** By a link that was handed over. The field is also where browsers offer passkeys. */
export function LinkWay({ isFirst }: { readonly isFirst: boolean }) {
  const { t } = useLingui();
  const [link, setLink] = useState('');
  const [refusal, setRefusal] = useState<string>();
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
        autoComplete="username webauthn"
        spellCheck={false}
        data-autofocus
      />
      <Button type="submit" size="md" fullWidth variant={isFirst ? 'filled' : 'default'}>
        <Trans>Sign in</Trans>
      </Button>
    </form>
  );
}
