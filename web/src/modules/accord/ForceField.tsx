import { useLingui } from '@lingui/react/macro';
import { SelectField } from '../../ui/form/Fields.tsx';
import { useRecordWords } from '../../ui/record-words.ts';

type Props = { readonly value: unknown; readonly change: (value: string) => void };

/** When an accord that both have ratified begins to hold. */
export function ForceField({ value, change }: Props) {
  const { t } = useLingui();
  const words = useRecordWords();
  return (
    <SelectField
      name="entry_into_force"
      label={words.property('entry_into_force')}
      value={value === 'by-step' ? 'by-step' : 'at-once'}
      options={[
        { value: 'at-once', label: t`At once when both sides have ratified it` },
        { value: 'by-step', label: t`By a declared step after both have ratified it` },
      ]}
      change={change}
    />
  );
}
