import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { placeHold, recallRecord } from '../../data/node.ts';
import { ChoiceField, LongTextField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { RECALL } from '../../ui/reason-words.ts';

type Props = { readonly id: string; readonly after: () => Promise<unknown>; readonly close: () => void };

export function PlaceHold({ id, after, close }: Props) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  return (
    <FormDialog
      title={t`Place a legal hold`}
      lead={t`All versions are kept, whoever asks for deletion. The reason never leaves this node.`}
      act={t`Place the hold`}
      isReady={reason.trim() !== ''}
      names={['reason', 'until']}
      send={async () => {
        await placeHold(id, reason.trim(), until === '' ? undefined : new Date(until).toISOString());
        await after();
      }}
      close={close}
    >
      <LongTextField name="reason" label={t`Reason`} isNeeded value={reason} change={setReason} />
      <TextField
        name="until"
        type="date"
        label={t`Until (optional)`}
        hint={t`It lifts itself on that day.`}
        value={until}
        change={setUntil}
      />
    </FormDialog>
  );
}

export function Recall({ id, after, close }: Props) {
  const { t } = useLingui();
  const [code, setCode] = useState('error');
  const options = Object.entries(RECALL).map(([value, words]) => ({ value, label: t(words) }));
  return (
    <FormDialog
      title={t`Recall the record`}
      lead={t`All versions are deleted here, and the partner’s node is asked to delete them and to confirm it. The proof that they were sent stays. This cannot be undone.`}
      act={t`Recall`}
      isGrave
      names={['code']}
      send={async () => {
        await recallRecord(id, code);
        await after();
      }}
      close={close}
    >
      <ChoiceField name="code" label={t`Why`} options={options} value={code} change={setCode} />
    </FormDialog>
  );
}
