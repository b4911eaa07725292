import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { CommitmentView } from '#contract/register.ts';
import { commitment, headline } from '../../../data/commitment.ts';
import { texts } from '../../../data/fields.ts';
import { useRevise } from '../../../data/record-page.ts';
import { Chosen } from '../../../ui/form/Chosen.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { Picker, type Picked } from './Picker.tsx';

/** What has to be done before it. A ring is refused by the node. */
export function DependsDialog({ of, close }: { readonly of: CommitmentView; readonly close: () => void }) {
  const { t } = useLingui();
  const one = commitment(of.commitment);
  const revise = useRevise();
  // What the reader does not see of them stays.
  const [needs, setNeeds] = useState<readonly Picked[]>(() =>
    texts(of.commitment.record, 'depends_on').map((id) => {
      const known = of.needs.find((need) => need.id === id);
      return { id, title: headline(known?.title ?? '') || id };
    }),
  );
  return (
    <FormDialog
      title={t`Depends on`}
      lead={t`What has to be done before this. What would depend on itself by way of others is refused.`}
      act={t`Write the new version`}
      size="lg"
      send={() => revise(of.commitment, { depends_on: needs.length === 0 ? undefined : needs.map(({ id }) => id) })}
      close={close}
      names={[]}
    >
      <Chosen ones={needs} takeOut={({ title }) => t`It does not depend on this: ${title}`} change={setNeeds} />
      <Picker
        accord={one.accord ?? ''}
        without={[one.id, ...needs.map(({ id }) => id)]}
        pick={(picked) => setNeeds([...needs, picked])}
      />
    </FormDialog>
  );
}
