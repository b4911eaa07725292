import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { liftHold, placeHold, recallRecord } from '../../data/record-page.ts';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { ChoiceField, LongTextField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { RECALL } from '../../ui/reason-words.ts';

type Props = { readonly id: string; readonly close: () => void };

/** Also after a refusal: what is shown may be what it was refused for. */
function useAnew(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries();
}

export function PlaceHold({ id, close }: Props) {
  const { t } = useLingui();
  const anew = useAnew();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const end = until === '' ? undefined : new Date(`${until}T23:59:59`).toISOString();
  return (
    <FormDialog
      title={t`Place a legal hold`}
      lead={t`While it holds, nothing deletes this record at this node: no recall and no end of its time. The reason never leaves this node.`}
      act={t`Place the hold`}
      isReady={reason.trim() !== ''}
      names={['reason', 'until']}
      send={() => placeHold(id, reason.trim(), end).finally(anew)}
      close={close}
    >
      <LongTextField name="reason" label={t`Reason`} isNeeded value={reason} change={setReason} />
      <TextField
        name="until"
        type="date"
        label={t`Until (optional)`}
        hint={t`It lifts itself on that day.`}
        isCode
        value={until}
        change={setUntil}
      />
    </FormDialog>
  );
}

export function LiftHold({ id, hold, close }: Props & { readonly hold: number }) {
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

export function Recall({ id, close }: Props) {
  const { t } = useLingui();
  const anew = useAnew();
  const [code, setCode] = useState('');
  const options = Object.entries(RECALL).map(([value, words]) => ({ value, label: t(words) }));
  return (
    <FormDialog
      title={t`Recall the record`}
      lead={t`All versions are deleted here, and the partner’s node is asked to delete them and to confirm it. The proof that they were sent stays. This cannot be undone.`}
      act={t`Recall`}
      isGrave
      isReady={code !== ''}
      names={['code']}
      send={() => recallRecord(id, code).finally(anew)}
      close={close}
    >
      <ChoiceField name="code" label={t`Why`} options={options} value={code} change={setCode} />
    </FormDialog>
  );
}
