import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Localized } from '#contract/session.ts';
import { useSides } from '../../app/session.ts';
import { useWrite } from '../../data/meetings.ts';
import { accordQuery } from '../../data/queries.ts';
import { CountryField } from '../../ui/form/CountryField.tsx';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { isSaid, saidIn } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { ZoneField } from '../../ui/form/ZoneField.tsx';
import { ownZone } from './zone.ts';

type Side = { readonly zone: string; readonly country: string };
type Props = {
  readonly accord: string;
  readonly body: string;
  readonly wanted: readonly string[];
  readonly close: () => void;
};

/** When a body meets, by a rule, and whose working days count. */
export function NewSeries({ accord, body, wanted, close }: Props) {
  const { t } = useLingui();
  const { self, name: nameOf } = useSides();
  const parties = (useQuery(accordQuery(accord)).data?.parties ?? []).map(({ id }) => id);
  const [title, setTitle] = useState<Localized>({});
  const [rule, setRule] = useState('FREQ=MONTHLY;INTERVAL=3');
  const [start, setStart] = useState('');
  const [minutes, setMinutes] = useState('180');
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const sideOf = (party: string): Side => sides[party] ?? { zone: party === self ? ownZone() : '', country: '' };
  const change = (party: string, side: Partial<Side>) => setSides({ ...sides, [party]: { ...sideOf(party), ...side } });
  const write = useWrite();
  const isWhole =
    isSaid(title) &&
    start !== '' &&
    parties.length === 2 &&
    parties.every((party) => sideOf(party).zone !== '' && sideOf(party).country !== '');
  const send = () =>
    write.mutateAsync({
      type: 'series',
      accord_ref: accord,
      body_ref: body,
      title: saidIn(title),
      rrule: rule,
      dtstart: start,
      time_zone: sideOf(self).zone,
      duration_minutes: Number(minutes),
      calendars: parties.map((party) => ({ party, time_zone: sideOf(party).zone, country: sideOf(party).country })),
    });
  return (
    <FormDialog
      title={t`Propose a series`}
      act={t`Propose`}
      size="lg"
      isReady={isWhole}
      names={['title', 'rrule', 'dtstart', 'duration_minutes', 'calendars']}
      send={send}
      close={close}
    >
      <LocalizedField name="title" label={t`Name`} isNeeded wanted={wanted} value={title} change={setTitle} />
      <SelectField
        name="rrule"
        label={t`How often`}
        value={rule}
        change={setRule}
        options={[
          { value: 'FREQ=MONTHLY', label: t`Every month` },
          { value: 'FREQ=MONTHLY;INTERVAL=3', label: t`Every three months` },
          { value: 'FREQ=MONTHLY;INTERVAL=6', label: t`Every six months` },
          { value: 'FREQ=YEARLY', label: t`Every year` },
        ]}
      />
      <TextField
        name="dtstart"
        type="datetime-local"
        label={t`First meeting, by the clock of this side`}
        isNeeded
        isCode
        value={start}
        change={setStart}
      />
      <TextField
        name="duration_minutes"
        type="number"
        label={t`Length in minutes`}
        value={minutes}
        change={setMinutes}
      />
      {parties.map((party) => {
        const [side, { zone, country }] = [nameOf(party), sideOf(party)];
        return (
          <div key={party}>
            <ZoneField
              name={`zone.${party}`}
              label={t`Time zone: ${side}`}
              isNeeded
              value={zone}
              change={(value) => change(party, { zone: value })}
            />
            <CountryField
              name={`country.${party}`}
              label={t`Country whose holidays count: ${side}`}
              isNeeded
              value={country}
              change={(value) => change(party, { country: value })}
            />
          </div>
        );
      })}
    </FormDialog>
  );
}
