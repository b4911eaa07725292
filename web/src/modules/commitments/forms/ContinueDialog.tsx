import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RecordView } from '#contract/records.ts';
import { ask } from '../../../data/client.ts';
import { commitment } from '../../../data/commitment.ts';
import { LongTextField, TextField } from '../../../ui/form/Fields.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { HowField } from './HowField.tsx';

/** A new commitment of this side that continues one of either side. */
export function ContinueDialog({ view, close }: { readonly view: RecordView; readonly close: () => void }) {
  const { t } = useLingui();
  const one = commitment(view);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [as, setAs] = useState('reaffirmed');
  const [title, setTitle] = useState(one.label.slice(0, 500));
  const [due, setDue] = useState('');
  const [announced, setAnnounced] = useState('');
  const send = async () => {
    const made = await ask('createRecord', {
      body: {
        type: 'commitment',
        accord_ref: one.accord,
        object_marking_refs: view.record['object_marking_refs'],
        title: title.trim(),
        kind: one.kind ?? 'other',
        responsible: [...one.responsible],
        status: 'agreed',
        continues_ref: one.id,
        continues_as: as,
        ...(one.theme === undefined ? {} : { theme: one.theme }),
        ...(view.record['leads'] === undefined ? {} : { leads: view.record['leads'] }),
        ...(due.trim() === '' ? {} : { due: due.trim() }),
        ...(announced.trim() === '' ? {} : { announced_on: announced.trim() }),
        ...(one.isExercise ? { exercise: true } : {}),
      },
    });
    await client.invalidateQueries();
    await navigate({ to: '/commitments/$id', params: { id: String(made.record['id']) } });
  };
  return (
    <FormDialog
      title={t`Continue in a new commitment`}
      lead={t`A commitment of this side, which says what it is to this one. This one stays as it is.`}
      act={t`Record it`}
      isReady={title.trim() !== ''}
      send={send}
      close={close}
      names={['title', 'due', 'announced_on']}
    >
      <HowField value={as} change={setAs} />
      <LongTextField name="title" label={t`What is undertaken`} most={500} isNeeded value={title} change={setTitle} />
      <TextField name="due" label={t`Due`} most={40} isCode value={due} change={setDue} />
      <TextField
        name="announced_on"
        label={t`Announced on`}
        hint={t`A year, a month as 2027-03 or a day as 2027-03-31.`}
        most={10}
        isCode
        value={announced}
        change={setAnnounced}
      />
    </FormDialog>
  );
}
