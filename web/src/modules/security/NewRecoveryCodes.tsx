import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../data/client.ts';
import { securityQuery } from '../../data/sign-in.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Problem } from '../../ui/Problem.tsx';
import classes from './Security.module.css';

/** They are shown once, here: the node keeps hashes. */
export function NewRecoveryCodes({ isOff = false }: { readonly isOff?: boolean }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const made = useMutation({
    mutationFn: () => ask('renewRecoveryCodes'),
    onSuccess: () => client.invalidateQueries({ queryKey: securityQuery.queryKey }),
  });
  if (made.data === undefined)
    return (
      <Stack gap="sm" align="flex-start">
        <Button variant="default" disabled={isOff} loading={made.isPending} onClick={() => made.mutate()}>
          <Trans>Show ten new recovery codes</Trans>
        </Button>
        {made.error !== null && <Problem error={made.error} />}
      </Stack>
    );
  return (
    <Stack gap="sm">
      <ul className={classes.codes} dir="ltr" aria-label={t`Recovery codes`}>
        {made.data.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyField label={t`All ten, to be kept on paper or in a safe`} value={made.data.codes.join(' ')} />
    </Stack>
  );
}
