import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { RightsChange } from '#contract/rights.ts';
import { changeRights, effectQuery } from '../../data/rights.ts';
import { LongTextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { EffectList } from './EffectList.tsx';

type Props = {
  readonly title: string;
  readonly act: string;
  readonly isGrave?: boolean;
  /** Undefined as long as something is missing. */
  readonly change: RightsChange | undefined;
  readonly close: () => void;
  readonly children?: ReactNode;
};

/** Every change of rights: what it would do is shown before it is done, and its reason is kept. */
export function ChangeDialog({ title, act, isGrave = false, change, close, children }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const effect = useQuery(effectQuery(change));
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={title}
      act={effect.data?.widens === true ? t`Propose or do it` : act}
      isGrave={isGrave}
      size="lg"
      isReady={change !== undefined && reason.trim() !== '' && effect.data !== undefined}
      names={['reason']}
      send={async () => {
        if (change !== undefined) await changeRights(change, reason.trim());
        await client.invalidateQueries({ queryKey: ['rights'] });
      }}
      close={close}
    >
      {children}
      <LongTextField
        name="reason"
        label={t`Reason`}
        hint={t`It is kept with this act.`}
        isNeeded
        most={2000}
        value={reason}
        change={setReason}
      />
      {effect.error !== null && <Problem error={effect.error} />}
      {effect.data !== undefined && <EffectList effect={effect.data} of={change} />}
    </FormDialog>
  );
}
