import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { RecordView } from '#contract/records.ts';
import { commitment, indicators } from '../../data/commitment.ts';
import { useWrite } from '../../data/meetings.ts';
import { LongTextField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { useNow } from '../../ui/now.ts';
import { recordQuery } from '../../data/queries.ts';
import { useQueryClient } from '@tanstack/react-query';
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
  const [proof, setProof] = useState('');
  const [text, setText] = useState('');
  const measured = indicators(view.record);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const told = measured.flatMap(({ key }) => {
    const value = values[key]?.trim() ?? '';
    return value === '' ? [] : [{ indicator: key, value: Number(value) }];
  });
  const send = async () => {
    const found = proof.trim() === '' ? undefined : await client.fetchQuery(recordQuery(proof.trim()));
    const evidence = found && [{ ref: found.record['id'], modified: found.record['modified'], c: found.c }];
    await write.mutateAsync({
      type: 'progress',
      accord_ref: one.accord,
      commitment_ref: one.id,
      as_of: asOf,
      ...(one.isExercise ? { exercise: true } : {}),
      ...(rating === '' ? {} : { rating }),
      ...(percent === '' ? {} : { percent: Number(percent) }),
      ...(text.trim() === '' ? {} : { text: text.trim() }),
      ...(evidence ? { evidence } : {}),
      ...(told.length === 0 ? {} : { values: told }),
    });
  };
  const ratings = Object.entries(RATING_WORDS).map(([value, { label }]) => ({ value, label: t(label) }));
  return (
    <FormDialog title={t`Tell progress`} act={t`Tell progress`} send={send} close={close} names={[]}>
      <TextField name="as_of" type="date" label={t`As of`} value={asOf} change={setAsOf} isNeeded />
      <SelectField
        name="rating"
        label={t`Rating of this side`}
        value={rating}
        change={setRating}
        options={[{ value: '', label: t`No rating` }, ...ratings]}
      />
      <TextField name="percent" label={t`Percent done`} value={percent} change={setPercent} />
      <TextField
        name="evidence"
        label={t`Evidence: the id of a record or document`}
        value={proof}
        change={setProof}
        isNeeded={rating !== '' || percent !== ''}
        isCode
      />
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
