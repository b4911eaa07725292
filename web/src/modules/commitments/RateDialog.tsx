import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { RecordView } from '#contract/records.ts';
import { commitment, indicators } from '../../data/commitment.ts';
import { useWrite } from '../../data/meetings.ts';
import { Chosen } from '../../ui/form/Chosen.tsx';
import { LongTextField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { useNow } from '../../ui/now.ts';
import { recordQuery } from '../../data/queries.ts';
import { useQueryClient } from '@tanstack/react-query';
import { RecordPicker, type PickedRecord } from '../search/RecordPicker.tsx';
import { RATING_WORDS } from './words.ts';

type Props = { readonly view: RecordView; readonly close: () => void };

/** What this side says of how far it is; a rating needs a record that proves it, of exactly one version. */
export function RateDialog({ view, close }: Props) {
  const { t } = useLingui();
  const one = commitment(view);
  const client = useQueryClient();
  const localize = useLocalized();
  const write = useWrite();
  const [asOf, setAsOf] = useState(useNow().toISOString().slice(0, 10));
  const [rating, setRating] = useState('');
  const [percent, setPercent] = useState('');
  const [proofs, setProofs] = useState<readonly PickedRecord[]>([]);
  const [text, setText] = useState('');
  const measured = indicators(view.record);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const told = measured.flatMap(({ key }) => {
    const value = values[key]?.trim() ?? '';
    return value === '' ? [] : [{ indicator: key, value: Number(value) }];
  });
  const send = async () => {
    const cited = await Promise.all(proofs.map(({ id }) => client.fetchQuery(recordQuery(id))));
    const evidence = cited.map(({ record, c }) => ({ ref: record['id'], modified: record['modified'], c }));
    await write.mutateAsync({
      type: 'progress',
      accord_ref: one.accord,
      commitment_ref: one.id,
      as_of: asOf,
      ...(one.isExercise ? { exercise: true } : {}),
      ...(rating === '' ? {} : { rating }),
      ...(percent === '' ? {} : { percent: Number(percent) }),
      ...(text.trim() === '' ? {} : { text: text.trim() }),
      ...(evidence.length === 0 ? {} : { evidence }),
      ...(told.length === 0 ? {} : { values: told }),
    });
  };
  const isRated = rating !== '' || percent !== '';
  const ratings = Object.entries(RATING_WORDS).map(([value, { label }]) => ({ value, label: t(label) }));
  return (
    <FormDialog
      title={t`Tell progress`}
      act={t`Tell progress`}
      size="lg"
      isReady={!isRated || proofs.length > 0}
      send={send}
      close={close}
      names={['as_of', 'rating', 'percent', 'text']}
    >
      <TextField name="as_of" type="date" label={t`As of`} value={asOf} change={setAsOf} isNeeded />
      <SelectField
        name="rating"
        label={t`Rating of this side`}
        value={rating}
        change={setRating}
        options={[{ value: '', label: t`No rating` }, ...ratings]}
      />
      <TextField name="percent" type="number" label={t`Percent done`} value={percent} change={setPercent} />
      <div>
        <RecordPicker
          accord={one.accord ?? ''}
          label={isRated ? t`Evidence (a rating needs it)` : t`Evidence`}
          hint={t`A record or file that proves it, by its words: minutes, a paper, a report.`}
          without={[one.id, ...proofs.map(({ id }) => id)]}
          pick={(found) => setProofs([...proofs, found])}
        />
        <Chosen ones={proofs} takeOut={({ title }) => t`Not evidence: ${title}`} change={setProofs} />
      </div>
      {measured.map(({ key, name, unit }) => (
        <TextField
          key={key}
          name={`values.${key}`}
          label={[localize(name), unit].filter(Boolean).join(', ')}
          value={values[key] ?? ''}
          change={(value) => setValues({ ...values, [key]: value })}
          isCode
        />
      ))}
      <LongTextField name="text" label={t`What was done`} value={text} change={setText} />
    </FormDialog>
  );
}
