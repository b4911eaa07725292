import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { signOut } from '../data/actions.ts';
import { forgetHolderKey } from '../data/holder-key.ts';
import { countOf, forgetAll } from '../data/kept-drafts.ts';
import { useSession } from './session.ts';

/** Asks what becomes of the drafts on this device, if there are any. */
export function useSignOut(): {
  /** Asked when it matters: drafts come and go without this being drawn anew. */
  readonly drafts: () => number;
  readonly leave: (drafts: 'keep' | 'remove') => Promise<void>;
} {
  const { person, party } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const owner = { party: party.id, person: person.id };
  return {
    drafts: () => countOf(localStorage, owner),
    leave: async (drafts) => {
      await signOut();
      if (drafts === 'remove') forgetAll(localStorage, owner);
      forgetHolderKey();
      client.clear();
      await navigate({ to: '/sign-in' });
    },
  };
}

export function SignOutDialog({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const { drafts, leave } = useSignOut();
  const [count] = useState(drafts);
  return (
    <Modal opened onClose={close} title={t`Sign out`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <Stack gap="md">
        <Text size="sm">
          {t`${plural(count, { one: 'One draft of yours is kept on this device.', other: '# drafts of yours are kept on this device.' })}`}{' '}
          <Trans>Whoever can read its disk can read them. On a device that others use, remove them.</Trans>
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => void leave('keep')}>
            <Trans>Leave them and sign out</Trans>
          </Button>
          <Button onClick={() => void leave('remove')}>
            <Trans>Remove them and sign out</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
