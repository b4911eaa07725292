import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SubjectRequestView } from '#contract/subjects.ts';
import { decideRequest, extendRequest, registerRequest } from '../../data/subjects.ts';
import { ChoiceField, LongTextField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { useSubjectWords } from './subject-words.ts';

type Kind = SubjectRequestView['kind'];
const idsIn = (text: string): string[] => [...new Set(text.split(/[\s,،，;]+/).filter((id) => id !== ''))];
const today = (): string => new Date().toISOString().slice(0, 10);

export function RegisterRequest({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const { kinds } = useSubjectWords();
  const client = useQueryClient();
  const [kind, setKind] = useState<string>('access');
  const [applicant, setApplicant] = useState('');
  const [contact, setContact] = useState('');
  const [day, setDay] = useState(today);
  const [records, setRecords] = useState('');
  return (
    <FormDialog
      title={t`Register a request`}
      lead={t`Nothing else about the applicant is kept, and name and contact are erased a while after the decision.`}
      act={t`Register it`}
      isReady={applicant.trim() !== '' && contact.trim() !== '' && day !== ''}
      names={['kind', 'applicant', 'contact', 'receivedAt', 'records']}
      send={async () => {
        await registerRequest({
          kind: kind as Kind, // one of the options
          applicant: applicant.trim(),
          contact: contact.trim(),
          receivedAt: new Date(`${day}T00:00:00Z`).toISOString(),
          records: idsIn(records),
        });
        await client.invalidateQueries();
      }}
      close={close}
    >
      <SelectField
        name="kind"
        label={t`What is asked for`}
        options={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
        value={kind}
        change={setKind}
      />
      <TextField name="applicant" label={t`Applicant`} most={200} isNeeded value={applicant} change={setApplicant} />
      <TextField
        name="contact"
        label={t`Where the answer goes`}
        most={300}
        isNeeded
        value={contact}
        change={setContact}
      />
      <TextField name="receivedAt" type="date" label={t`Received on`} isCode isNeeded value={day} change={setDay} />
      <LongTextField
        name="records"
        label={t`Records concerned, as far as they are known`}
        hint={t`Their ids, one a line.`}
        value={records}
        change={setRecords}
      />
    </FormDialog>
  );
}

type Props = { readonly request: SubjectRequestView; readonly close: () => void };

export function ExtendRequest({ request, close }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [day, setDay] = useState((request.latestDue ?? '').slice(0, 10));
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t`Give it more time`}
      lead={t`Once. The applicant is told of it, and why, before the request would have been due.`}
      act={t`Extend it`}
      isReady={day !== '' && reason.trim() !== ''}
      names={['until', 'reason']}
      send={async () => {
        const latest = request.latestDue ?? '';
        // The last day is the whole of it.
        const until = latest.startsWith(day) ? latest : new Date(`${day}T00:00:00Z`).toISOString();
        await extendRequest(request.id, until, reason.trim());
        await client.invalidateQueries();
      }}
      close={close}
    >
      <TextField name="until" type="date" label={t`Due on`} isCode isNeeded value={day} change={setDay} />
      <LongTextField name="reason" label={t`Reason`} isNeeded most={2000} value={reason} change={setReason} />
    </FormDialog>
  );
}

const DECISIONS = ['granted', 'partly-granted', 'refused', 'withdrawn'] as const;

export function DecideRequest({ request, close }: Props) {
  const { t } = useLingui();
  const { states } = useSubjectWords();
  const client = useQueryClient();
  const [state, setState] = useState<string>('granted');
  const [reason, setReason] = useState('');
  const [records, setRecords] = useState(request.records.map(({ id }) => id).join('\n'));
  const [note, setNote] = useState('');
  const isUpheld = state === 'granted' || state === 'partly-granted';
  const needsReason = state === 'refused' || state === 'partly-granted';
  const tells = isUpheld && request.kind !== 'access';
  return (
    <FormDialog
      title={t`Decide the request`}
      lead={
        tells
          ? t`Correct or recall the records first. With this decision whoever else holds them is told by a notice, and answers for what they hold.`
          : t`What is decided is not decided again.`
      }
      act={t`Decide it`}
      isGrave
      size="lg"
      isReady={!needsReason || reason.trim() !== ''}
      names={['state', 'reason', 'records', 'note']}
      send={async () => {
        await decideRequest(request.id, {
          state: state as (typeof DECISIONS)[number], // one of the options
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
          ...(isUpheld ? { records: idsIn(records) } : {}),
          ...(tells && note.trim() !== '' ? { note: note.trim() } : {}),
        });
        await client.invalidateQueries();
      }}
      close={close}
    >
      <ChoiceField
        name="state"
        label={t`Decision`}
        options={DECISIONS.map((value) => ({ value, label: states[value].label }))}
        value={state}
        change={setState}
      />
      <LongTextField
        name="reason"
        label={t`Reason`}
        hint={t`A refusal, in part too, has one: it can be contested. It stays at this node.`}
        isNeeded={needsReason}
        most={2000}
        value={reason}
        change={setReason}
      />
      {isUpheld && (
        <LongTextField
          name="records"
          label={t`Records that it was carried out on`}
          hint={t`Their ids, one a line.`}
          value={records}
          change={setRecords}
        />
      )}
      {tells && (
        <LongTextField
          name="note"
          label={t`For whoever else holds them (optional)`}
          hint={t`It leaves this node: no name and no contact of the applicant.`}
          most={2000}
          value={note}
          change={setNote}
        />
      )}
    </FormDialog>
  );
}
