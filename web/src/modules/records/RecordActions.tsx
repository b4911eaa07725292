import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { RecordView } from '#contract/records.ts';
import { useSession } from '../../app/session.ts';
import { retentionQuery } from '../../data/queries.ts';
import { liftHold, placeHold, recallRecord } from '../../data/record-page.ts';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { LongTextField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { useNow } from '../../ui/now.ts';
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
      {doing === 'hold' && <Hold id={id} close={close} />}
      {doing === 'lift' && open !== undefined && <Lift id={id} hold={open.id} close={close} />}
    </>
  );
}

type DialogProps = { readonly id: string; readonly close: () => void };

function useAnew(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries();
}

function Recall({ id, close }: DialogProps) {
  const { t } = useLingui();
  const anew = useAnew();
  const [code, setCode] = useState('');
  return (
    <FormDialog
      title={t`Recall`}
      lead={t`All versions are destroyed here, and the partner is asked to destroy theirs. That there was a record, and its proof, stay. It cannot be undone.`}
      act={t`Recall`}
      isGrave
      isReady={code !== ''}
      names={['code']}
      send={() => recallRecord(id, code).finally(anew)}
      close={close}
    >
      <SelectField
        name="code"
        label={t`Reason`}
        isNeeded
        value={code}
        change={setCode}
        options={[
          { value: '', label: t`Choose a reason` },
          { value: 'error', label: t`It is wrong` },
          { value: 'withdrawn', label: t`It is withdrawn` },
          { value: 'person-request', label: t`A person asked for it` },
          { value: 'legal-order', label: t`An order of law` },
          { value: 'retention-ended', label: t`Its time has ended` },
        ]}
      />
    </FormDialog>
  );
}

function Hold({ id, close }: DialogProps) {
  const { t } = useLingui();
  const anew = useAnew();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  return (
    <FormDialog
      title={t`Place a legal hold`}
      lead={t`While it holds, nothing deletes this record at this node: no recall and no end of its time. The reason never leaves this node.`}
      act={t`Place the hold`}
      isReady={reason.trim() !== ''}
      names={['reason', 'until']}
      send={() =>
        placeHold(id, reason.trim(), until === '' ? undefined : new Date(`${until}T23:59:59`).toISOString()).finally(
          anew,
        )
      }
      close={close}
    >
      <LongTextField name="reason" label={t`Reason`} isNeeded value={reason} change={setReason} />
      <TextField name="until" type="date" label={t`Until (optional)`} value={until} change={setUntil} isCode />
    </FormDialog>
  );
}

function Lift({ id, hold, close }: DialogProps & { readonly hold: number }) {
  const { t } = useLingui();
  const anew = useAnew();
  return (
    <ConfirmDialog
      title={t`Lift the legal hold`}
      lead={t`What was asked for meanwhile is done then: the record may be deleted at once.`}
      act={t`Lift the hold`}
      isGrave
      reason={{ name: 'why', most: 4000 }}
      send={(why) => liftHold(id, hold, why).finally(anew)}
      close={close}
    />
  );
}
