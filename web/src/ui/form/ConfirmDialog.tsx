import { useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import { LongTextField } from './Fields.tsx';
import { FormDialog } from './FormDialog.tsx';

type Props = {
  readonly title: string;
  readonly lead: ReactNode;
  readonly act: string;
  readonly isGrave?: boolean;
  /** Whether a reason is asked for, and under which name the node takes it. */
  readonly reason?: {
    readonly name: string;
    readonly label?: string;
    readonly hint?: ReactNode;
    readonly most?: number;
  };
  readonly send: (reason: string) => Promise<unknown>;
  readonly close: () => void;
};

/** Before something that cannot be taken back: what it does, and why it is done. */
export function ConfirmDialog({ title, lead, act, isGrave = false, reason, send, close }: Props) {
  const { t } = useLingui();
  const [why, setWhy] = useState('');
  return (
    <FormDialog
      title={title}
      lead={lead}
      act={act}
      isGrave={isGrave}
      isReady={reason === undefined || why.trim() !== ''}
      names={reason === undefined ? [] : [reason.name]}
      send={() => send(why.trim())}
      close={close}
    >
      {reason !== undefined && (
        <LongTextField
          name={reason.name}
          label={reason.label ?? t`Reason`}
          hint={reason.hint ?? t`It is kept with this act.`}
          most={reason.most ?? 2000}
          isNeeded
          value={why}
          change={setWhy}
        />
      )}
    </FormDialog>
  );
}
