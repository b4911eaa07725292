import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { CommitmentView } from '#contract/register.ts';
import { useSides } from '../../../app/session.ts';
import { commitment, jointLeads } from '../../../data/commitment.ts';
import { useWrite } from '../../../data/meetings.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { isSaid, saidIn, UNSAID } from '../../../ui/form/localized-text.ts';
import { LocalizedField } from '../../../ui/form/LocalizedField.tsx';
import { useNow } from '../../../ui/now.ts';
import { isFree, PersonalData } from '../../meetings/PersonalData.tsx';

type Props = { readonly view: CommitmentView; readonly close: () => void };

/** The office that answers for it on this side, in a record of this side: the commitment itself stays as it was agreed. */
export function OwnLeadDialog({ view, close }: Props) {
  const { t } = useLingui();
  const { self } = useSides();
  const one = commitment(view.commitment);
  const known = jointLeads(view).find(({ party }) => party === self);
  const [office, setOffice] = useState(known?.office ?? UNSAID);
  const today = useNow().toISOString().slice(0, 10);
  const write = useWrite();
  const words = Object.values(office);
  const send = () =>
    write.mutateAsync({
      type: 'progress',
      accord_ref: one.accord,
      commitment_ref: one.id,
      as_of: today,
      ...(one.isExercise ? { exercise: true } : {}),
      lead: saidIn(office),
    });
  return (
    <FormDialog
      title={t`Who leads on this side`}
      lead={t`An office, not a person. The commitment stays as it is; the other side is told.`}
      act={t`Name it`}
      isReady={isSaid(office) && isFree(...words)}
      send={send}
      close={close}
      names={['lead']}
    >
      <LocalizedField name="lead" label={t`Office`} isNeeded value={office} change={setOffice} />
      <PersonalData words={words} />
    </FormDialog>
  );
}
