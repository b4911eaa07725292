import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RecordView } from '#contract/records.ts';
import { useSession } from '../../app/session.ts';
import { isRevisable } from './revise/editable.ts';

/** For whoever may write a new version of it. */
export function ReviseLink({ id, view }: { readonly id: string; readonly view: RecordView }) {
  const { permissions, party } = useSession();
  if (!isRevisable(view, party.id, permissions)) return null;
  return (
    <Button variant="default" renderRoot={(props) => <Link to="/records/$id/revise" params={{ id }} {...props} />}>
      <Trans>Revise</Trans>
    </Button>
  );
}
