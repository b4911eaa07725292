import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Security } from '#contract/security.ts';
import { ask } from '../../data/client.ts';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { Moment } from '../../ui/When.tsx';
import { AddTotp } from './AddTotp.tsx';
import classes from './Security.module.css';

type Props = { readonly totp: Security['totp']; readonly isOff: boolean; readonly renew: () => void };

export function Totp({ totp, isOff, renew }: Props) {
  const { t } = useLingui();
  const [isLeaving, setLeaving] = useState(false);
  if (totp === null)
    return isOff ? (
      <p className={classes.small}>
        <Trans>You have none yet.</Trans>
      </p>
    ) : (
      <AddTotp added={renew} />
    );
  return (
    <div className={classes.row}>
      <span>
        <Trans>
          In use since <Moment at={totp.since} />
        </Trans>
      </span>
      <Button size="compact-sm" variant="default" disabled={isOff} onClick={() => setLeaving(true)}>
        <Trans>Remove the authenticator</Trans>
      </Button>
      {isLeaving && (
        <ConfirmDialog
          title={t`Remove the authenticator?`}
          lead={<Trans>Its codes open nothing any more.</Trans>}
          act={t`Remove`}
          isGrave
          send={() => ask('removeTotp').then(renew)}
          close={() => setLeaving(false)}
        />
      )}
    </div>
  );
}
