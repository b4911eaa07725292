import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import type { RecordView } from '#contract/records.ts';
import type { Localized } from '#contract/session.ts';
import { useSides } from '../../../app/session.ts';
import { leads } from '../../../data/commitment.ts';
import { changed, without } from '../../../data/keyed.ts';
import { useRevise } from '../../../data/record-page.ts';
import { SelectField } from '../../../ui/form/Fields.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { isSaid, saidIn } from '../../../ui/form/localized-text.ts';
import { LocalizedField } from '../../../ui/form/LocalizedField.tsx';
import classes from './Forms.module.css';

type Props = { readonly view: RecordView; readonly parties: readonly string[]; readonly close: () => void };
type Row = { readonly key: number; readonly party: string; readonly office: Localized };

/** The offices that answer for it, on either side; never a person. */
export function LeadsDialog({ view, parties, close }: Props) {
  const { t } = useLingui();
  const { name, self } = useSides();
  const revise = useRevise();
  const [rows, setRows] = useState<readonly Row[]>(() =>
    leads(view.record).map(({ party, office }, key) => ({ key, party, office })),
  );
  const put = (key: number, more: Partial<Row>) => setRows(changed(rows, key, more));
  const add = () =>
    setRows([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, party: self, office: {} }]);
  const send = () => {
    const named = rows.flatMap(({ party, office }) => (isSaid(office) ? [{ party, office: saidIn(office) }] : []));
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
      {rows.map(({ key, party, office }) => (
        <div key={key} className={classes.row}>
          <SelectField
            name={`leads[${key}].party`}
            label={t`Side`}
            value={party}
            change={(chosen) => put(key, { party: chosen })}
            options={parties.map((one) => ({ value: one, label: name(one) }))}
          />
          <LocalizedField
            name={`leads[${key}].office`}
            label={t`Office`}
            value={office}
            change={(texts) => put(key, { office: texts })}
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
