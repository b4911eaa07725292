import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import { putStatements } from '../../data/desk.ts';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { EntryFields } from '../statements/desk/EntryFields.tsx';
import { emptyEntry, statementOf } from '../statements/model/entry.ts';

type Props = {
  readonly accord: AccordView;
  readonly party: string;
  readonly title: string;
  readonly put: (statement: string) => void;
  readonly close: () => void;
};

/** One side's text goes to the desk, where officers look over what the node reads of it. */
export function PutReadout({ accord, party, title, put, close }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [entry, setEntry] = useState({ ...emptyEntry('readout'), side: party });
  const send = async () => {
    const { statements } = await putStatements({ accord: accord.id, statements: [statementOf(entry)] });
    await client.invalidateQueries({ queryKey: ['desk'] });
    const [first] = statements;
    if (first !== undefined) put(first.id);
  };
  return (
    <FormDialog
      title={title}
      lead={t`As it was published, in its own language.`}
      act={t`Put in and read`}
      size="lg"
      isReady={entry.text.trim() !== '' && entry.side !== ''}
      send={send}
      close={close}
    >
      <EntryFields
        accord={accord}
        entry={entry}
        legend={undefined}
        change={(part) => setEntry((before) => ({ ...before, ...part }))}
      />
    </FormDialog>
  );
}
