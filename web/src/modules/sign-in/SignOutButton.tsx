import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../../data/actions.ts';

/** Out, and back to the ways in. */
export function SignOutButton({ isAgain = false }: { readonly isAgain?: boolean }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    client.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Button variant={isAgain ? 'default' : 'subtle'} color="gray" mt={isAgain ? 0 : 'md'} onClick={() => void leave()}>
      {isAgain ? <Trans>Sign in again</Trans> : <Trans>Sign out</Trans>}
    </Button>
  );
}
