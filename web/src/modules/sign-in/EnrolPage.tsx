import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../../data/queries.ts';
import { securityQuery } from '../../data/sign-in.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { AddPasskey } from '../security/AddPasskey.tsx';
import { AddTotp } from '../security/AddTotp.tsx';
import { NewRecoveryCodes } from '../security/NewRecoveryCodes.tsx';
import { Screen } from './Screen.tsx';
import { SignOutButton } from './SignOutButton.tsx';

type Props = { readonly isAdded: boolean; readonly added: () => void; readonly done: () => void };

/** Whoever must have a second factor makes one, and sees nothing else before. */
export function EnrolPage({ isAdded, added, done }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const security = useQuery(securityQuery);
  const go = async () => {
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    done();
  };
  return (
    <Screen
      title={isAdded ? t`Recovery codes` : t`Add a second factor`}
      lead={
        isAdded ? (
          <Trans>Each stands in for the second factor once, should you lose it. They are shown this once.</Trans>
        ) : (
          <Trans>
            Your role is worth nothing here without one. Add a passkey, or an authenticator on your telephone.
          </Trans>
        )
      }
    >
      <Stack mt="lg" gap="md">
        {isAdded ? (
          <>
            <NewRecoveryCodes />
            <Button size="md" onClick={() => void go()}>
              <Trans>Go on</Trans>
            </Button>
          </>
        ) : (
          <Awaited answer={security}>
            {({ passkeysWork }) => (
              <>
                <AddPasskey areOff={!passkeysWork} added={added} />
                <AddTotp added={added} />
              </>
            )}
          </Awaited>
        )}
      </Stack>
      {!isAdded && <SignOutButton />}
    </Screen>
  );
}
