import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { CommitmentView } from '#contract/register.ts';
import { commitment, headline } from '../../../data/commitment.ts';
import { useRevise } from '../../../data/record-page.ts';
import { Chosen } from '../../../ui/form/Chosen.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { HowField } from './HowField.tsx';
import { Picker, type Picked } from './Picker.tsx';

/** Which earlier commitment it continues, and how. */
export function LineageDialog({ of, close }: { readonly of: CommitmentView; readonly close: () => void }) {
  const { t } = useLingui();
  const one = commitment(of.commitment);
  const revise = useRevise();
  const { continues_ref: held, continues_as: heldAs } = of.commitment.record;
  const [as, setAs] = useState(typeof heldAs === 'string' ? heldAs : 'reaffirmed');
  const [earlier, setEarlier] = useState<Picked | undefined>(() => {
    if (typeof held !== 'string') return undefined;
    const known = of.lineage.find(({ id }) => id === held);
    return { id: held, title: headline(known?.title ?? '') || held };
  });
  const send = () =>
    revise(
      of.commitment,
      earlier === undefined
        ? { continues_ref: undefined, continues_as: undefined }
        : { continues_ref: earlier.id, continues_as: as },
    );
  return (
    <FormDialog
      title={t`It continues an earlier commitment`}
      lead={t`Reaffirmed: it says the same again. Expanded: it says more. Superseded: it takes the place of the earlier one.`}
      act={t`Write the new version`}
      size="lg"
      send={send}
      close={close}
      names={[]}
    >
      <HowField value={as} change={setAs} />
      {earlier === undefined ? (
        <Picker accord={one.accord ?? ''} without={[one.id]} pick={setEarlier} />
      ) : (
        <Chosen ones={[earlier]} takeOut={() => t`It continues none`} change={() => setEarlier(undefined)} />
      )}
    </FormDialog>
  );
}
