import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import type { RecordView } from '#contract/records.ts';
import type { Localized } from '#contract/session.ts';
import { indicators } from '../../../data/commitment.ts';
import { changed, without } from '../../../data/keyed.ts';
import { useRevise } from '../../../data/record-page.ts';
import { TextField } from '../../../ui/form/Fields.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { isSaid, saidIn, UNSAID } from '../../../ui/form/localized-text.ts';
import { LocalizedField } from '../../../ui/form/LocalizedField.tsx';
import classes from './Forms.module.css';

type Row = {
  readonly key: string;
  readonly name: Localized;
  readonly unit: string;
  readonly baseline: string;
  readonly baselineAt: string;
  readonly target: string;
  readonly targetAt: string;
};

const EMPTY = { name: UNSAID, unit: '', baseline: '', baselineAt: '', target: '', targetAt: '' };
const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** What is counted, from where and up to where. */
export function IndicatorsDialog({ view, close }: { readonly view: RecordView; readonly close: () => void }) {
  const { t } = useLingui();
  const revise = useRevise();
  const [rows, setRows] = useState<readonly Row[]>(() =>
    indicators(view.record).map((held) => ({
      key: held.key,
      name: held.name,
      unit: held.unit ?? '',
      baseline: String(held.baseline.value),
      baselineAt: held.baseline.at ?? '',
      target: String(held.target.value),
      targetAt: held.target.at ?? '',
    })),
  );
  const put = (key: string, more: Partial<Row>) => setRows(changed(rows, key, more));
  const isReady = rows.every(({ name, baseline, target }) => isSaid(name) && isNumber(baseline) && isNumber(target));
  const send = () => {
    const given = rows.map(({ key, name, unit, ...row }) => ({
      key,
      name: saidIn(name),
      ...(unit.trim() === '' ? {} : { unit: unit.trim() }),
      baseline: measured(row.baseline, row.baselineAt),
      target: measured(row.target, row.targetAt),
    }));
    return revise(view, { indicators: given.length === 0 ? undefined : given });
  };
  const field = (row: Row, name: Exclude<keyof Row, 'key' | 'name'>, label: string) => (
    <TextField
      name={`indicators.${row.key}.${name}`}
      label={label}
      most={60}
      isNeeded={name === 'baseline' || name === 'target'}
      isCode={name !== 'unit'}
      value={row[name]}
      change={(next) => put(row.key, { [name]: next })}
    />
  );
  return (
    <FormDialog
      title={t`Indicators`}
      lead={t`What is counted, from where and up to where. Dates may be a year, a month or a day.`}
      act={t`Write the new version`}
      size="xl"
      isReady={isReady}
      send={send}
      close={close}
      names={[]}
    >
      {rows.map((row) => (
        <div key={row.key} className={classes.row}>
          <LocalizedField
            name={`indicators.${row.key}.name`}
            label={t`Indicator`}
            isNeeded
            value={row.name}
            change={(name) => put(row.key, { name })}
          />
          {field(row, 'unit', t`Unit of measure`)}
          {field(row, 'baseline', t`Baseline`)}
          {field(row, 'baselineAt', t`Baseline as of`)}
          {field(row, 'target', t`Target`)}
          {field(row, 'targetAt', t`Target by`)}
          <CloseButton aria-label={t`Take this indicator away`} onClick={() => setRows(without(rows, row.key))} />
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          disabled={rows.length >= 20}
          onClick={() => setRows([...rows, { ...EMPTY, key: freeKey(rows.map(({ key }) => key)) }])}
        >
          <Trans>Add an indicator</Trans>
        </Button>
      </div>
    </FormDialog>
  );
}

const measured = (value: string, at: string) => ({
  value: Number(value),
  ...(at.trim() === '' ? {} : { at: at.trim() }),
});

/** Progress names an indicator by its key, so one that was given stays. */
function freeKey(taken: readonly string[]): string {
  for (let n = 1; ; n++) if (!taken.includes(`indicator-${n}`)) return `indicator-${n}`;
}
