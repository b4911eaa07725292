import { useLingui } from '@lingui/react/macro';
import { SelectField } from '../../../ui/form/Fields.tsx';
import { LINEAGE_WORDS } from '../words.ts';

type Props = { readonly value: string; readonly change: (value: string) => void };

export function HowField({ value, change }: Props) {
  const { t } = useLingui();
  return (
    <SelectField
      name="continues_as"
      label={t`How it continues`}
      value={value}
      change={change}
      options={Object.entries(LINEAGE_WORDS)
        .filter(([as]) => as !== 'new')
        .map(([as, { label }]) => ({ value: as, label: t(label) }))}
    />
  );
}
