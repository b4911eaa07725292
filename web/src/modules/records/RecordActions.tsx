import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { RecordView } from '#contract/records.ts';
import { useSession } from '../../app/session.ts';
import { retentionQuery } from '../../data/queries.ts';
import { useNow } from '../../ui/now.ts';
import { LiftHold, PlaceHold, Recall } from '../retention/Dialogs.tsx';
import { Attach } from './Attach.tsx';
import { ReviseLink } from './ReviseLink.tsx';

type Doing = 'recall' | 'hold' | 'lift';

/** What the reader may do with a record beside its steps. */
export function RecordActions({ id, view }: { readonly id: string; readonly view: RecordView }) {
  const { permissions, party } = useSession();
  const [doing, setDoing] = useState<Doing>();
  const kept = useQuery(retentionQuery(id));
  const close = () => setDoing(undefined);
  const now = useNow();
  const open = kept.data?.holds?.find(
    ({ liftedAt, until }) => liftedAt === null && (until === null || Date.parse(until) > now.getTime()),
  );
  const isExpunged = view.expunged !== null;
  const isOwn = view.publisher === party.id;
  return (
    <>
      <ReviseLink id={id} view={view} />
      {permissions.includes('records.write') && !isExpunged && view.record['type'] !== 'accord' && (
        <Attach record={view.record} />
      )}
      {permissions.includes('exports.create') && view.feed !== null && (
        <Button variant="default" renderRoot={(props) => <Link to="/exports" search={{ record: id }} {...props} />}>
          <Trans>Export a dossier</Trans>
        </Button>
      )}
      {permissions.includes('holds.write') && !isExpunged && (
        <Button variant="default" onClick={() => setDoing(open === undefined ? 'hold' : 'lift')}>
          {open === undefined ? <Trans>Place a legal hold</Trans> : <Trans>Lift the legal hold</Trans>}
        </Button>
      )}
      {permissions.includes('records.recall') && isOwn && !isExpunged && (
        <Button variant="default" c="var(--mantine-color-error)" onClick={() => setDoing('recall')}>
          <Trans>Recall</Trans>
        </Button>
      )}
      {doing === 'recall' && <Recall id={id} close={close} />}
      {doing === 'hold' && <PlaceHold id={id} close={close} />}
      {doing === 'lift' && open !== undefined && <LiftHold id={id} hold={open.id} close={close} />}
    </>
  );
}
