import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack, TextInput } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import type { OfferedTotp } from '#contract/security.ts';
import { ask, RequestFailed } from '../../data/client.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { QrCode } from './QrCode.tsx';

/** A secret is offered, and counts once a code of it was given. */
export function AddTotp({ added }: { readonly added: () => void }) {
  const { t } = useLingui();
  const [offered, setOffered] = useState<OfferedTotp>();
  const [code, setCode] = useState('');
  const [error, setError] = useState<unknown>();
  const [isSending, setSending] = useState(false);

  const attempt = async (work: () => Promise<void>) => {
    setSending(true);
    setError(undefined);
    try {
      await work();
    } catch (refused) {
      setError(refused);
    } finally {
      setSending(false);
    }
  };
  const offer = () => attempt(async () => setOffered(await ask('offerTotp')));
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      await ask('confirmTotp', { body: { code } });
      added();
    });
  };

  if (offered === undefined)
    return (
      <Stack gap="sm">
        <Button
          variant="default"
          loading={isSending}
          leftSection={<IconDeviceMobile size={18} aria-hidden />}
          onClick={() => void offer()}
        >
          <Trans>Add an authenticator</Trans>
        </Button>
        {error !== undefined && <Problem error={error} />}
      </Stack>
    );
  const isWrong = error instanceof RequestFailed && error.status === 422;
  return (
    <form onSubmit={confirm}>
      <Stack gap="md">
        <p style={{ margin: 0 }}>
          <Trans>
            Read this picture with the authenticator, or type the secret into it. Then give the code that it shows.
          </Trans>
        </p>
        <QrCode text={offered.uri} label={t`QR code for an authenticator`} />
        <CopyField label={t`Secret`} value={offered.secret} />
        <TextInput
          label={t`Code of the authenticator`}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          error={isWrong ? t`This code is not right. Look whether the clock of the telephone is.` : undefined}
          styles={{ input: { direction: 'ltr', textAlign: 'start' } }}
        />
        {error !== undefined && !isWrong && <Problem error={error} />}
        <Button type="submit" loading={isSending} disabled={code.trim().length < 6}>
          <Trans>Confirm</Trans>
        </Button>
      </Stack>
    </form>
  );
}
