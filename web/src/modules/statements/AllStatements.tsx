import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

/** From a page of one of them, or about them, to all. */
export function AllStatements() {
  return (
    <Button
      variant="default"
      leftSection={<IconArrowLeft size={17} className="mirrored" aria-hidden />}
      renderRoot={(props) => <Link to="/statements" {...props} />}
    >
      <Trans>All statements</Trans>
    </Button>
  );
}
