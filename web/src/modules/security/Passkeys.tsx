import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Security } from '#contract/security.ts';
import { ask } from '../../data/client.ts';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { Possession, Possessions } from '../../ui/Possessions.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './Security.module.css';

type Passkey = Security['passkeys'][number];
type Props = { readonly passkeys: readonly Passkey[]; readonly isOff: boolean; readonly renew: () => void };

export function Passkeys({ passkeys, isOff, renew }: Props) {
  const { t } = useLingui();
  const [leaving, setLeaving] = useState<Passkey>();
  if (passkeys.length === 0)
    return (
      <p className={classes.small}>
        <Trans>You have none yet.</Trans>
      </p>
    );
  return (
    <>
      <Possessions>
        {passkeys.map((one) => {
          const name = one.name ?? t`Passkey`;
          return (
            <Possession
              key={one.id}
              name={name}
              details={
                <>
                  {one.isBackedUp ? <Trans>Kept beyond one device</Trans> : <Trans>On one device only</Trans>}
                  {one.madeAt !== null && (
                    <>
                      {' · '}
                      <Moment at={one.madeAt} />
                    </>
                  )}
                </>
              }
            >
              <Button
                size="compact-sm"
                variant="default"
                disabled={isOff}
                aria-label={t`Remove: ${name}`}
                onClick={() => setLeaving(one)}
              >
                <Trans>Remove</Trans>
              </Button>
            </Possession>
          );
        })}
      </Possessions>
      {leaving !== undefined && (
        <ConfirmDialog
          title={t`Remove this passkey?`}
          lead={<Trans>It opens nothing here any more. Remove it from your device too.</Trans>}
          act={t`Remove`}
          isGrave
          send={() => ask('removePasskey', { params: { id: leaving.id } }).then(renew)}
          close={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}
