import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Portal, Stack, Text } from '@mantine/core';
import { useFocusTrap } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../data/queries.ts';
import classes from './SessionEnded.module.css';

/** Over everything, open dialogs too: the page behind is as it was left, and goes on once the same person is back. */
export function SessionEnded({ person }: { readonly person: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const trap = useFocusTrap();
  return (
    <Portal>
      <div className={classes.cover} ref={trap}>
        <div role="alertdialog" aria-modal aria-label={t`Your session has ended`} className={classes.card}>
          <Stack gap="md">
            <Text fw={640} size="lg">
              <Trans>Your session has ended</Trans>
            </Text>
            <Text size="sm">
              <Trans>
                Sign in again as <bdi>{person}</bdi>, and go on where you were: what you typed is still in this page. It
                is hidden until then.
              </Trans>
            </Text>
            <Group gap="xs">
              <Button data-autofocus onClick={() => window.open('/sign-in', '_blank', 'noopener')}>
                <Trans>Sign in in a new tab</Trans>
              </Button>
              <Button variant="default" onClick={() => void client.refetchQueries({ queryKey: sessionQuery.queryKey })}>
                <Trans>I have signed in</Trans>
              </Button>
            </Group>
          </Stack>
        </div>
      </div>
    </Portal>
  );
}
