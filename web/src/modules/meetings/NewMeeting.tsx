import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Localized } from '#contract/session.ts';
import { MEETING_FORMATS } from '#kernel/stix/values.ts';
import { useSides } from '../../app/session.ts';
import { useWrite } from '../../data/meetings.ts';
import { LongTextField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { ZoneField } from '../../ui/form/ZoneField.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { isFree, PersonalData } from './PersonalData.tsx';
import { localIn, momentOf, ownZone } from './zone.ts';

export type Wish = {
  readonly accord: string;
  readonly body: string;
  readonly series?: string;
  readonly recurrenceId?: string;
  readonly startsAt?: string;
  readonly minutes?: number;
  /** As agreed before. */
  readonly where?: { readonly zone: string; readonly format: string; readonly place: Localized | null };
  /** Another time for this meeting, by its title. */
  readonly moves?: { readonly id: string; readonly title: Localized };
};

/** When and where, as this side would have it; it holds once the other side agrees. */
export function NewMeeting({ wish, close }: { readonly wish: Wish; readonly close: () => void }) {
  const { t, i18n } = useLingui();
  const { self } = useSides();
  const { accord, body, series, recurrenceId, moves } = wish;
  const localize = useLocalized();
  const [zone, setZone] = useState(wish.where?.zone ?? ownZone());
  const [title, setTitle] = useState('');
  const [start, setStart] = useState(wish.startsAt === undefined ? '' : localIn(wish.startsAt, zone));
  const [minutes, setMinutes] = useState(String(wish.minutes ?? 180));
  const [format, setFormat] = useState<string>(wish.where?.format ?? 'in-person');
  const before = wish.where?.place ?? undefined;
  const [place, setPlace] = useState(before === undefined ? '' : localize(before));
  const [reason, setReason] = useState('');
  const write = useWrite();
  const here = (text: string) => ({ [i18n.locale]: text.trim() });
  const words = [title, place, reason];
  const isWhole =
    (moves !== undefined || title.trim() !== '') &&
    start !== '' &&
    (format === 'online' || place.trim() !== '') &&
    isFree(...words);
  const send = () => {
    const startsAt = momentOf(start, zone);
    return write.mutateAsync({
      type: 'meeting',
      accord_ref: accord,
      body_ref: body,
      title: moves?.title ?? here(title),
      ...(series === undefined ? {} : { series_ref: series }),
      ...(recurrenceId === undefined ? {} : { recurrence_id: recurrenceId }),
      ...(moves === undefined ? {} : { moves_ref: moves.id }),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(place.trim() === ''
        ? {}
        : { place: before !== undefined && place === localize(before) ? before : here(place) }),
      format,
      host: self,
      starts_at: startsAt,
      ends_at: new Date(Date.parse(startsAt) + Number(minutes) * 60_000).toISOString(),
      time_zone: zone,
    });
  };
  const formats: Readonly<Record<(typeof MEETING_FORMATS)[number], string>> = {
    'in-person': t`In person`,
    online: t`Online`,
    hybrid: t`In person and online`,
  };
  return (
    <FormDialog
      title={moves === undefined ? t`Propose a meeting` : t`Propose another time`}
      lead={t`It holds once the other side agrees.`}
      act={t`Propose`}
      size="lg"
      isReady={isWhole}
      names={['title', 'starts_at', 'ends_at', 'time_zone', 'place', 'reason', 'format']}
      send={send}
      close={close}
    >
      {moves === undefined && (
        <TextField name="title" label={t`Name`} isNeeded most={500} value={title} change={setTitle} />
      )}
      <TextField
        name="starts_at"
        type="datetime-local"
        label={t`Begins`}
        isNeeded
        isCode
        value={start}
        change={setStart}
      />
      <ZoneField name="time_zone" label={t`Time zone of the place`} isNeeded value={zone} change={setZone} />
      <TextField name="ends_at" type="number" label={t`Length in minutes`} value={minutes} change={setMinutes} />
      <SelectField
        name="format"
        label={t`Form`}
        value={format}
        change={setFormat}
        options={MEETING_FORMATS.map((value) => ({ value, label: formats[value] }))}
      />
      <TextField
        name="place"
        label={t`Place`}
        isNeeded={format !== 'online'}
        most={500}
        value={place}
        change={setPlace}
      />
      {moves !== undefined && (
        <LongTextField name="reason" label={t`Why another time`} value={reason} change={setReason} />
      )}
      <PersonalData words={words} />
    </FormDialog>
  );
}
