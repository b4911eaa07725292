import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { ownCaveat } from '../../data/caveat.ts';
import { ask } from '../../data/client.ts';
import { accordsQuery } from '../../data/queries.ts';
import { LongTextField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { useLocalized } from '../../ui/localized.ts';

/** H3 with a text of one's own. It is a record: the partner gets it by its channel, and knows by it what the marking says. */
export function CaveatDialog({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const client = useQueryClient();
  const { data } = useQuery(accordsQuery);
  const places = (data?.accords ?? []).flatMap((view) =>
    accordTerms(view).channels.map(({ name, title }) => ({
      value: `${view.id} ${name}`,
      label: `${localize(view.name)}: ${localize(title)}`,
    })),
  );
  const [place, setPlace] = useState('');
  const [name, setName] = useState('');
  const [restriction, setRestriction] = useState('');
  return (
    <FormDialog
      title={t`Write a handling caveat`}
      lead={
        <Trans>
          Records are marked with it when they are written or marked otherwise. It goes to the partner by its channel,
          as a record marked TLP:GREEN, before what bears it; channels whose ceiling does not carry H3 hold back what
          bears it.
        </Trans>
      }
      act={t`Write it`}
      isReady={place !== '' && name.trim() !== '' && restriction.trim() !== ''}
      names={['name', 'restriction']}
      send={async () => {
        const [accord = '', channel = ''] = place.split(' ');
        const caveat = ownCaveat({ accord, channel, name: name.trim(), restriction: restriction.trim() });
        await ask('createRecord', { body: { ...caveat, object_marking_refs: [TLP_IDS.green] } });
        await client.invalidateQueries();
      }}
      close={close}
    >
      <SelectField
        name="place"
        label={t`Channel`}
        isNeeded
        options={[{ value: '', label: t`Choose` }, ...places]}
        value={place}
        change={setPlace}
      />
      <TextField name="name" label={t`Name of the caveat`} isNeeded most={200} value={name} change={setName} />
      <LongTextField
        name="restriction"
        label={t`What it asks`}
        hint={t`In the words that the other side reads.`}
        isNeeded
        most={2000}
        rows={3}
        value={restriction}
        change={setRestriction}
      />
    </FormDialog>
  );
}
