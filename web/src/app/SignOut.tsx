import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { signOut } from '../data/actions.ts';
import { leaveShelf, ownerOf, shelfOf } from '../data/drafts.ts';
import { countUnsent } from '../data/drafts/unsent.ts';
import { forgetHolderKey } from '../data/holder-key.ts';
import { useSession } from './session.ts';
import { Dialog } from '../ui/Dialog.tsx';

/** Drafts are at the node and go from this device; whoever would lose some is asked. */
export function useSignOut(): {
  /** How many the node does not have, after it was tried. */
  readonly unsaved: () => Promise<number>;
  readonly leave: () => Promise<void>;
} {
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  return {
    unsaved: async () => {
      const shelf = shelfOf(session);
      await shelf.settle();
      return shelf.unsaved() + countUnsent(localStorage, ownerOf(session));
    },
    leave: async () => {
      await signOut();
      leaveShelf(session);
      forgetHolderKey();
      client.clear();
      await navigate({ to: '/sign-in' });
    },
  };
}

export function SignOutDialog({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const session = useSession();
  const { leave } = useSignOut();
  const [count] = useState(() => shelfOf(session).unsaved() + countUnsent(localStorage, ownerOf(session)));
  return (
    <Dialog close={close} title={t`Sign out`}>
      <Stack gap="md">
        <Text size="sm">
          {t`${plural(count, { one: 'One draft of yours did not reach the node yet.', other: '# drafts of yours did not reach the node yet.' })}`}{' '}
          <Trans>Nothing is left on this device once you sign out, so it would be lost.</Trans>
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            <Trans>Stay</Trans>
          </Button>
          <Button color="red" onClick={() => void leave()}>
            <Trans>Lose it and sign out</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
