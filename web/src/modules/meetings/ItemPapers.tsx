import { Trans, useLingui } from '@lingui/react/macro';
import { Button, FileInput, Text } from '@mantine/core';
import { useState } from 'react';
import type { MeetingView } from '#contract/meetings.ts';
import type { RecordView } from '#contract/records.ts';
import { LANGUAGES } from '../../app/languages.ts';
import { text, texts } from '../../data/fields.ts';
import { markingOf } from '../../data/marking.ts';
import { useRevise } from '../../data/record-page.ts';
import { attach, type Progress } from '../../data/upload.ts';
import entries from '../../ui/Entries.module.css';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { Marking } from '../../ui/Marking.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import { languageName } from '../../ui/language-name.ts';

type Of = Pick<MeetingView, 'papers' | 'languages'>;

/** Papers of an item, each with its language and marking, and in which of the body's languages there is none. */
export function ItemPapers({ item, of }: { readonly item: RecordView; readonly of: Of }) {
  const { t, i18n } = useLingui();
  const refs = texts(item.record, 'papers');
  if (refs.length === 0) return null;
  const held = refs.map((ref) => of.papers.find(({ record }) => record['id'] === ref)?.record);
  const languages = held.flatMap((record) => (record === undefined ? [] : (text(record, 'lang') ?? [])));
  const isIn = (language: string) => languages.some((one) => one.split('-')[0] === language.split('-')[0]);
  const missing = languages.length === 0 ? [] : of.languages.filter((language) => !isIn(language));
  const names = new Intl.ListFormat(i18n.locale).format(missing.map((one) => languageName(one, i18n.locale)));
  return (
    <>
      <ul className={entries.list}>
        {refs.map((ref, at) => {
          const record = held[at];
          const lang = record === undefined ? undefined : text(record, 'lang');
          return (
            <li key={ref} className={entries.row}>
              <RecordLink id={ref}>
                <bdi>{record === undefined ? t`Paper ${at + 1}` : (text(record, 'title') ?? text(record, 'name'))}</bdi>
              </RecordLink>
              {lang !== undefined && <span className={entries.quiet}>{languageName(lang, i18n.locale)}</span>}
              {record !== undefined && <Marking marking={markingOf(record)} />}
            </li>
          );
        })}
      </ul>
      {missing.length > 0 && <p className={entries.quiet}>{t`There is no paper in: ${names}.`}</p>}
    </>
  );
}

export function AddPaper({ item }: { readonly item: RecordView }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        <Trans>Add a paper</Trans>
      </Button>
      {isOpen && <AddPaperDialog item={item} close={() => setOpen(false)} />}
    </>
  );
}

function AddPaperDialog({ item, close }: { readonly item: RecordView; readonly close: () => void }) {
  const { t, i18n } = useLingui();
  const revise = useRevise();
  const [file, setFile] = useState<File | null>(null);
  const [title, setTitle] = useState('');
  const [lang, setLang] = useState<string>(i18n.locale);
  const [progress, setProgress] = useState<Progress>();
  const { done, all } = progress ?? { done: 0, all: 0 };
  const send = async () => {
    if (file === null) return;
    const document = await attach(item.record, { file, title: title.trim(), lang }, setProgress);
    await revise(item, { papers: [...texts(item.record, 'papers'), document] });
  };
  return (
    <FormDialog
      title={t`Add a paper`}
      lead={t`The file is marked like the item and goes to the other side. The item gets a new version, which the other side answers anew.`}
      act={t`Add`}
      isReady={file !== null}
      names={['title', 'lang']}
      send={send}
      close={close}
    >
      <FileInput label={t`File`} placeholder={t`Choose a file`} required value={file} onChange={setFile} />
      <TextField name="title" label={t`What it is`} most={500} value={title} change={setTitle} />
      <SelectField
        name="lang"
        label={t`Its language`}
        value={lang}
        change={setLang}
        options={LANGUAGES.map((one) => ({ value: one, label: languageName(one, i18n.locale) }))}
      />
      <Text component="output" size="xs" c="dimmed">
        {progress !== undefined && t`${done} of ${all} pieces are at the node.`}
      </Text>
    </FormDialog>
  );
}
