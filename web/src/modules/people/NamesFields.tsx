import { useLingui } from '@lingui/react/macro';
import { TextField } from '../../ui/form/Fields.tsx';

type Names = Readonly<Record<string, string>>;
type Props = { readonly names: Names; readonly change: (names: Names) => void };

/** A name in the languages of the application; one is enough. */
export function NamesFields({ names, change }: Props) {
  const { t } = useLingui();
  const fields = [
    { tag: 'en', label: t`Name in English` },
    { tag: 'zh-Hans', label: t`Name in Chinese` },
    { tag: 'ur', label: t`Name in Urdu` },
  ];
  return fields.map(({ tag, label }) => (
    <TextField
      key={tag}
      name={`change.names.${tag}`}
      label={label}
      most={200}
      value={names[tag] ?? ''}
      change={(name) => change({ ...names, [tag]: name })}
    />
  ));
}
