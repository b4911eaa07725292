import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Language } from '../../app/languages.ts';
import { ChoiceField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { download } from '../exports/download.ts';

export type Release = {
  readonly language: Language;
  readonly format: 'pdf' | 'docx';
  readonly audience: 'partner' | 'public';
  readonly purpose: string;
};
type Props = {
  readonly title: string;
  readonly kind: string;
  readonly language: Language;
  readonly release: (wish: Release) => Promise<Response>;
  readonly close: () => void;
};

/** A document for others is an export: it has a purpose, stands in the access log, and holds what release lets out. */
export function ReleaseDialog({ title, kind, language, release, close }: Props) {
  const { t } = useLingui();
  const [audience, setAudience] = useState<Release['audience']>('partner');
  const [format, setFormat] = useState<Release['format']>('pdf');
  const [purpose, setPurpose] = useState('');
  const send = async () => {
    const response = await release({ language, format, audience, purpose: purpose.trim() });
    download(await response.blob(), `${kind}-${audience}-${language}.${format}`);
  };
  return (
    <FormDialog
      title={t`${title} for others`}
      lead={t`What it holds is decided by the markings, not by hand. It is told in the access log.`}
      act={t`Make and download`}
      isReady={purpose.trim() !== ''}
      names={['audience', 'format', 'purpose']}
      send={send}
      close={close}
    >
      <ChoiceField
        name="audience"
        label={t`For whom`}
        value={audience}
        change={(value) => setAudience(value === 'public' ? 'public' : 'partner')}
        options={[
          { value: 'partner', label: t`The partner`, hint: t`What would go to it by the accord and its channels.` },
          { value: 'public', label: t`The public`, hint: t`Only what is marked TLP:CLEAR.` },
        ]}
      />
      <SelectField
        name="format"
        label={t`Format`}
        value={format}
        change={(value) => setFormat(value === 'docx' ? 'docx' : 'pdf')}
        options={[
          { value: 'pdf', label: 'PDF' },
          { value: 'docx', label: 'DOCX' },
        ]}
      />
      <TextField name="purpose" label={t`What it is for`} isNeeded most={500} value={purpose} change={setPurpose} />
    </FormDialog>
  );
}
