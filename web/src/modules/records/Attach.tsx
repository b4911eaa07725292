import { Trans, useLingui } from '@lingui/react/macro';
import { Button, FileInput, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { attach, type Progress } from '../../data/upload.ts';
import { TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';

type Props = { readonly record: Readonly<Record<string, unknown>> };

export function Attach({ record }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        <Trans>Attach a file</Trans>
      </Button>
      {isOpen && <AttachDialog record={record} close={() => setOpen(false)} />}
    </>
  );
}

function AttachDialog({ record, close }: Props & { readonly close: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [title, setTitle] = useState('');
  const [progress, setProgress] = useState<Progress>();
  const { done, all } = progress ?? { done: 0, all: 0 };
  return (
    <FormDialog
      title={t`Attach a file`}
      lead={t`The file becomes a record of its own, marked like this one, and goes to the partner as this one does.`}
      act={t`Attach`}
      isReady={file !== null}
      names={['title']}
      send={async () => {
        if (file !== null) await attach(record, { file, title: title.trim() }, setProgress);
        await client.invalidateQueries({ queryKey: ['record'] });
      }}
      close={close}
    >
      <FileInput label={t`File`} placeholder={t`Choose a file`} required value={file} onChange={setFile} />
      <TextField name="title" label={t`What it is`} most={500} value={title} change={setTitle} />
      <Text component="output" size="xs" c="dimmed">
        {progress !== undefined && t`${done} of ${all} pieces are at the node.`}
      </Text>
    </FormDialog>
  );
}
