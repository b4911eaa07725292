import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconMapPinOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';

/** An address that no page has. */
export function NowherePage() {
  const { t } = useLingui();
  return (
    <Page title={t`Not found`}>
      <EmptyState
        icon={IconMapPinOff}
        title={t`There is no page at this address.`}
        action={
          <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
            <Trans>To what waits for you today</Trans>
          </Button>
        }
      >
        <Trans>The link may be cut off. Choose a page from the list, or search for what you look for.</Trans>
      </EmptyState>
    </Page>
  );
}
