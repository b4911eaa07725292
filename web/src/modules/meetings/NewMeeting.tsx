import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Localized } from '#contract/session.ts';
import { MEETING_FORMATS } from '#kernel/stix/values.ts';
import { useSides } from '../../app/session.ts';
import { useWrite } from '../../data/meetings.ts';
import { LongTextField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { isSaid, saidIn } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { ZoneField } from '../../ui/form/ZoneField.tsx';
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
  /** Languages of the body. */
  readonly wanted: readonly string[];
  /** Another time for this meeting, by its title. */
  readonly moves?: { readonly id: string; readonly title: Localized };
};

/** When and where, as this side would have it; it holds once the other side agrees. */
export function NewMeeting({ wish, close }: { readonly wish: Wish; readonly close: () => void }) {
  const { t } = useLingui();
  const { self } = useSides();
  const { accord, body, series, recurrenceId, moves, wanted } = wish;
  const [zone, setZone] = useState(wish.where?.zone ?? ownZone());
  const [title, setTitle] = useState<Localized>({});
  const [start, setStart] = useState(wish.startsAt === undefined ? '' : localIn(wish.startsAt, zone));
  const [minutes, setMinutes] = useState(String(wish.minutes ?? 180));
  const [format, setFormat] = useState<string>(wish.where?.format ?? 'in-person');
  const [place, setPlace] = useState<Localized>(wish.where?.place ?? {});
  const [reason, setReason] = useState('');
  const write = useWrite();
  const words = [...Object.values(title), ...Object.values(place), reason];
  const isWhole =
    (moves !== undefined || isSaid(title)) &&
    start !== '' &&
    (format === 'online' || isSaid(place)) &&
    isFree(...words);
  const send = () => {
    const startsAt = momentOf(start, zone);
    return write.mutateAsync({
      type: 'meeting',
      accord_ref: accord,
      body_ref: body,
      title: moves?.title ?? saidIn(title),
      ...(series === undefined ? {} : { series_ref: series }),
      ...(recurrenceId === undefined ? {} : { recurrence_id: recurrenceId }),
      ...(moves === undefined ? {} : { moves_ref: moves.id }),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(isSaid(place) ? { place: saidIn(place) } : {}),
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
        <LocalizedField name="title" label={t`Name`} isNeeded wanted={wanted} value={title} change={setTitle} />
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
      <LocalizedField
        name="place"
        label={t`Place`}
        isNeeded={format !== 'online'}
        wanted={wanted}
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
