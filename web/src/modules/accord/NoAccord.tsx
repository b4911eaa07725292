import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../../app/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { NewAccord } from './NewAccord.tsx';

/** Of a page that speaks of an accord, where the reader sees none: what comes first, and the first step for whoever may take it. */
export function NoAccord() {
  const { t } = useLingui();
  const { partners, permissions } = useSession();
  const [isProposing, setProposing] = useState(false);
  const mayPropose = permissions.includes('accords.step') && permissions.includes('records.write');
  return (
    <EmptyState icon={IconFileCertificate} title={t`There is no accord here that you may see.`}>
      {partners.length === 0 ? (
        <Trans>An administrator pairs the two nodes, and one side proposes an accord.</Trans>
      ) : mayPropose ? (
        <Button onClick={() => setProposing(true)}>
          <Trans>Propose an accord</Trans>
        </Button>
      ) : (
        <Trans>The secretary of either side proposes one.</Trans>
      )}
      {isProposing && <NewAccord close={() => setProposing(false)} />}
    </EmptyState>
  );
}
