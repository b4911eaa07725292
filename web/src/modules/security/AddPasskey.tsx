import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { addPasskey, canUsePasskeys, wasDeclined } from '../../data/sign-in.ts';
import { Problem } from '../../ui/Problem.tsx';

type Props = { readonly areOff: boolean; readonly added: () => void };

export function AddPasskey({ areOff, added }: Props) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>();
  const [isAsking, setAsking] = useState(false);
  if (areOff || !canUsePasskeys())
    return (
      <Text size="sm">
        {areOff ? (
          <Trans>
            This node is reached by an address of digits, and passkeys belong to a name: it has none until it is started
            with a name as its address.
          </Trans>
        ) : (
          <Trans>This browser has no passkeys.</Trans>
        )}
      </Text>
    );
  const ask = async () => {
    setAsking(true);
    setError(undefined);
    try {
      await addPasskey(name.trim() === '' ? t`Passkey` : name.trim());
      setName('');
      added();
    } catch (refused) {
      setError(refused);
    } finally {
      setAsking(false);
    }
  };
  return (
    <Stack gap="sm">
      <TextInput
        label={t`Name of the passkey`}
        description={t`Such as the device that holds it.`}
        value={name}
        maxLength={100}
        dir="auto"
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button loading={isAsking} leftSection={<IconFingerprint size={18} aria-hidden />} onClick={() => void ask()}>
        <Trans>Add a passkey</Trans>
      </Button>
      {error !== undefined &&
        (wasDeclined(error) ? (
          <Text role="alert" size="sm">
            <Trans>No passkey was added. The device declined, or holds one for this account already.</Trans>
          </Text>
        ) : (
          <Problem error={error} />
        ))}
    </Stack>
  );
}
