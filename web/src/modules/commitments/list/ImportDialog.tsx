import type { MessageDescriptor } from '@lingui/core';
import { msg, plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, FileInput, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportPreview, ImportRow, RowProblem } from '#contract/register-import.ts';
import { previewImport, writeRow } from '../../../data/register.ts';
import { writeMany, type Outcome } from '../../../data/write-many.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import classes from './List.module.css';
import { Outcomes } from './Outcomes.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';

const WHY: Readonly<Record<RowProblem['why'], MessageDescriptor>> = {
  needed: msg`must be given`,
  'unknown-value': msg`is none of the values there are`,
  'not-there': msg`there is no such commitment`,
  'not-yours': msg`only its author changes it, who sees all of it`,
  'revised-since': msg`it was revised since the file was taken out`,
  twice: msg`stands twice in the file`,
  'too-many-cells': msg`has more cells than the first line has columns`,
  refused: msg`is refused`,
};

/** Rows that are drawn; all are counted, and all are written. */
const SHOWN = 300;

type Props = { readonly accord: string; readonly close: () => void };

/** What a file would change is looked at first; then each row is written under its own key, so that it can be done again. */
export function ImportDialog({ accord, close }: Props) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [plan, setPlan] = useState<ImportPreview>();
  const [outcomes, setOutcomes] = useState<readonly Outcome<ImportRow>[]>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const rows = plan?.rows.filter(({ what }) => what !== 'wrong') ?? [];

  const busy = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    await work().catch(setError);
    setBusy(false);
  };
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setPlan(undefined);
    setOutcomes(undefined);
    if (chosen !== null)
      void busy(async () => setPlan(await previewImport({ accord, lang: i18n.locale, file: chosen })));
  };
  const write = () =>
    busy(async () => {
      await writeMany({ rows, known: outcomes ?? [], write: writeRow, tell: setOutcomes });
      await client.invalidateQueries();
    });

  return (
    <Dialog close={close} size="xl" title={t`Import from CSV`}>
      <Stack gap="md">
        <p style={{ margin: 0 }}>
          <Trans>
            A file with the columns of the export, in UTF-8. A row without an id is a new commitment. Nothing is written
            before you have seen what it would change.
          </Trans>
        </p>
        <FileInput
          label={t`File`}
          placeholder={t`Choose a file`}
          accept=".csv,text/csv"
          required
          disabled={isBusy}
          value={file}
          onChange={choose}
        />
        {plan !== undefined && outcomes === undefined && <Preview plan={plan} />}
        {outcomes !== undefined && (
          <Outcomes
            outcomes={outcomes}
            rows={rows}
            isBroken={error !== undefined}
            titleOf={({ line, title }) => t`Line ${i18n.number(line)}: ${title ?? ''}`}
            keyOf={({ line }) => String(line)}
          />
        )}
        {error !== undefined && <Problem error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} disabled={isBusy}>
            {outcomes === undefined ? <Trans>Cancel</Trans> : <Trans>Close</Trans>}
          </Button>
          {(outcomes === undefined || error !== undefined) && (
            <Button
              loading={isBusy}
              disabled={rows.length === 0 || (plan?.counts.wrong ?? 0) > 0}
              onClick={() => void write()}
            >
              {outcomes === undefined ? t`Write ${plural(rows.length, { one: '# row', other: '# rows' })}` : t`Go on`}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

function Preview({ plan: { counts, passedOver, rows } }: { readonly plan: ImportPreview }) {
  const { t, i18n } = useLingui();
  const wrongFirst = [...rows.filter(({ what }) => what === 'wrong'), ...rows.filter(({ what }) => what !== 'wrong')];
  return (
    <>
      <output className={classes.beside} data-counts={JSON.stringify(counts)}>
        <Chip tone="agreed" count={counts.new}>{t`New`}</Chip>
        <Chip tone="work" count={counts.changed}>{t`Changed`}</Chip>
        <Chip count={counts.unchanged}>{t`Unchanged`}</Chip>
        <Chip tone={counts.wrong > 0 ? 'bad' : 'neutral'} count={counts.wrong}>{t`Wrong`}</Chip>
      </output>
      {rows.length === 0 && <p style={{ margin: 0 }}>{t`The file changes nothing.`}</p>}
      {counts.wrong > 0 && (
        <p style={{ margin: 0 }}>
          <Trans>Mend the rows that are wrong and choose the file again: all of it is written, or nothing.</Trans>
        </p>
      )}
      {passedOver.length > 0 && (
        <p className={classes.note}>
          <Trans>
            Not changed by a file: <bdi dir="ltr">{passedOver.join(', ')}</bdi>
          </Trans>
        </p>
      )}
      <ul className={classes.outcomes}>
        {wrongFirst.slice(0, SHOWN).map((row) => (
          <li key={row.line} data-row={row.what}>
            <Sort what={row.what} />
            <span>{t`Line ${i18n.number(row.line)}`}</span>
            <strong dir="auto">{row.title}</strong>
            {row.problems.map((problem) => (
              <p key={`${problem.column} ${problem.why}`}>
                <bdi dir="ltr">{problem.column}</bdi> {t(WHY[problem.why])}
                {problem.said !== null && ': '}
                {problem.said !== null && (
                  <span lang="en" dir="ltr">
                    {problem.said}
                  </span>
                )}
              </p>
            ))}
            {row.what === 'changed' &&
              row.changes.map(({ column, from, to }) => (
                <p key={column}>
                  <bdi dir="ltr">{column}</bdi>: <del dir="auto">{from}</del> <ins dir="auto">{to}</ins>
                </p>
              ))}
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && <p className={classes.note}>{t`${i18n.number(rows.length - SHOWN)} more`}</p>}
    </>
  );
}

function Sort({ what }: { readonly what: ImportRow['what'] }) {
  const { t } = useLingui();
  if (what === 'wrong') return <Chip tone="bad">{t`Wrong`}</Chip>;
  return what === 'new' ? <Chip tone="agreed">{t`New`}</Chip> : <Chip tone="work">{t`Changed`}</Chip>;
}
