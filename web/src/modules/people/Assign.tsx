import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RightsChange } from '#contract/rights.ts';
import { ROLES } from '../../app/roles.ts';
import { unitsQuery } from '../../data/rights.ts';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { ChangeDialog } from './ChangeDialog.tsx';
import { tlpOptions } from './tlp.ts';

type Given = Extract<RightsChange, { kind: 'assignment.give' }>;

export function Assign({ person, close }: { readonly person: string; readonly close: () => void }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const units = useQuery(unitsQuery);
  const [role, setRole] = useState('');
  const [unit, setUnit] = useState('');
  const [accord, setAccord] = useState('*');
  const [channels, setChannels] = useState('');
  const [tlp, setTlp] = useState('amber');
  const [until, setUntil] = useState('');
  const choose = { value: '', label: t`Choose` };
  const named = channels.split(/[\s,،，]+/).filter((name) => name !== '');
  const change: Given = {
    kind: 'assignment.give',
    person,
    role,
    unit,
    accord: accord.trim() === '' ? null : accord.trim(),
    channels: named.length === 0 ? null : named,
    tlp: tlp as Given['tlp'],
    ...(until === '' ? {} : { until: new Date(until).toISOString() }),
  };
  const isWhole = role !== '' && unit !== '';
  return (
    <ChangeDialog title={t`Give an assignment`} act={t`Give it`} change={isWhole ? change : undefined} close={close}>
      <SelectField
        name="change.role"
        label={t`Role`}
        isNeeded
        options={[choose, ...Object.entries(ROLES).map(([value, words]) => ({ value, label: t(words) }))]}
        value={role}
        change={setRole}
      />
      <SelectField
        name="change.unit"
        label={t`Unit`}
        isNeeded
        options={[
          choose,
          ...(units.data ?? [])
            .filter(({ closed }) => closed === null)
            .map(({ id, names }) => ({ value: id, label: localize(names) })),
        ]}
        value={unit}
        change={setUnit}
      />
      <TextField
        name="change.accord"
        label={t`Accord`}
        hint={t`Its id; * for every accord, also those to come; empty for none.`}
        isCode
        value={accord}
        change={setAccord}
      />
      <TextField
        name="change.channels"
        label={t`Channels`}
        hint={t`Names, with commas between them; empty for all.`}
        isCode
        value={channels}
        change={setChannels}
      />
      <SelectField name="change.tlp" label={t`Up to this marking`} options={tlpOptions} value={tlp} change={setTlp} />
      <TextField name="change.until" type="date" label={t`Until (optional)`} value={until} change={setUntil} />
    </ChangeDialog>
  );
}
