import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import type { RecordView } from '#contract/records.ts';
import { useSides } from '../../../app/session.ts';
import { leads, type Lead } from '../../../data/commitment.ts';
import { changed, without } from '../../../data/keyed.ts';
import { useRevise } from '../../../data/record-page.ts';
import { SelectField, TextField } from '../../../ui/form/Fields.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { useLocalized } from '../../../ui/localized.ts';
import classes from './Forms.module.css';

type Props = { readonly view: RecordView; readonly parties: readonly string[]; readonly close: () => void };
type Row = { readonly key: number; readonly lead: Lead; readonly text: string };

/** The offices that answer for it, on either side; never a person. */
export function LeadsDialog({ view, parties, close }: Props) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const { name, self } = useSides();
  const revise = useRevise();
  const [rows, setRows] = useState<readonly Row[]>(() =>
    leads(view.record).map((lead, key) => ({ key, lead, text: localize(lead.office) })),
  );
  const put = (key: number, more: Partial<Row>) => setRows(changed(rows, key, more));
  const add = () =>
    setRows([
      ...rows,
      { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, lead: { party: self, office: {} }, text: '' },
    ]);
  const send = () => {
    const named = rows.flatMap(({ lead, text }) => {
      const words = text.trim();
      if (words === '') return [];
      // What stays as it was keeps its other languages.
      const office = words === localize(lead.office) ? lead.office : { [i18n.locale]: words };
      return [{ party: lead.party, office }];
    });
    return revise(view, { leads: named.length === 0 ? undefined : named });
  };
  return (
    <FormDialog
      title={t`Who leads`}
      lead={t`The offices that answer for it on either side: offices, not persons.`}
      act={t`Write the new version`}
      size="lg"
      send={send}
      close={close}
      names={[]}
    >
      {rows.map(({ key, lead, text }) => (
        <div key={key} className={classes.row}>
          <SelectField
            name={`leads[${key}].party`}
            label={t`Side`}
            value={lead.party}
            change={(party) => put(key, { lead: { ...lead, party } })}
            options={parties.map((party) => ({ value: party, label: name(party) }))}
          />
          <TextField
            name={`leads[${key}].office`}
            label={t`Office`}
            most={500}
            value={text}
            change={(next) => put(key, { text: next })}
          />
          <CloseButton aria-label={t`Take this office away`} onClick={() => setRows(without(rows, key))} />
        </div>
      ))}
      <div>
        <Button variant="default" size="xs" disabled={rows.length >= 20} onClick={add}>
          <Trans>Add an office</Trans>
        </Button>
      </div>
    </FormDialog>
  );
}
