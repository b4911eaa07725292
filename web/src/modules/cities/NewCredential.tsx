import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../data/client.ts';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import classes from './Cities.module.css';

const EMPTY = { familyName: '', givenNames: '', born: '', nationality: '', number: '', country: '', expires: '' };

/** Nothing of it is kept as a draft, on this device or at the node. */
export function NewCredential({ visit, close }: { readonly visit: string; readonly close: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const purposes = [t`Visa`, t`Access to the venue`, t`Travel and lodging`];
  const [purpose, setPurpose] = useState(purposes[0] ?? '');
  const [value, set] = useState(EMPTY);
  const put = (name: keyof typeof EMPTY) => (typed: string) => set({ ...value, [name]: typed });
  const write = useMutation({
    mutationFn: () => {
      const { familyName, givenNames, born, nationality, number, country, expires } = value;
      const traveller = {
        familyName,
        ...(givenNames.trim() === '' ? {} : { givenNames }),
        born,
        nationality: nationality.toUpperCase(),
        passport: { number, country: country.toUpperCase(), expires },
      };
      return ask('putCredential', { params: { id: visit }, body: { purpose, traveller } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['credentials', visit] }),
  });
  const { givenNames: _, ...needed } = value;
  return (
    <FormDialog
      title={t`Put in a traveller`}
      lead={t`As it stands in the passport. It is encrypted at this node, is in no backup, and is deleted after the visit.`}
      act={t`Keep until the visit is over`}
      isReady={Object.values(needed).every((one) => one.trim() !== '')}
      names={['purpose', ...Object.keys(EMPTY).map((name) => `traveller.${name}`)]}
      send={() => write.mutateAsync()}
      close={close}
    >
      <SelectField
        name="purpose"
        label={t`What it is kept for`}
        value={purpose}
        change={setPurpose}
        options={purposes.map((one) => ({ value: one, label: one }))}
      />
      <TextField
        name="traveller.familyName"
        label={t`Family name`}
        isNeeded
        value={value.familyName}
        change={put('familyName')}
      />
      <TextField
        name="traveller.givenNames"
        label={t`Given names (optional)`}
        value={value.givenNames}
        change={put('givenNames')}
      />
      <div className={classes.pair}>
        <TextField
          name="traveller.born"
          type="date"
          label={t`Date of birth`}
          isNeeded
          isCode
          value={value.born}
          change={put('born')}
        />
        <TextField
          name="traveller.nationality"
          label={t`Nationality, by its code`}
          isNeeded
          isCode
          most={3}
          value={value.nationality}
          change={put('nationality')}
        />
      </div>
      <TextField
        name="traveller.number"
        label={t`Number of the passport`}
        isNeeded
        isCode
        most={40}
        value={value.number}
        change={put('number')}
      />
      <div className={classes.pair}>
        <TextField
          name="traveller.country"
          label={t`Issued by, by its code`}
          isNeeded
          isCode
          most={3}
          value={value.country}
          change={put('country')}
        />
        <TextField
          name="traveller.expires"
          type="date"
          label={t`Valid until`}
          isNeeded
          isCode
          value={value.expires}
          change={put('expires')}
        />
      </div>
    </FormDialog>
  );
}
