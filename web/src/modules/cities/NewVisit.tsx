import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { AccordView } from '#contract/accords.ts';
import { VISIT_KINDS } from '#kernel/stix/values.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { useWrite } from '../../data/meetings.ts';
import { LongTextField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { ZoneField } from '../../ui/form/ZoneField.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { WritingDialog } from '../meetings/WritingDialog.tsx';
import { ownZone } from '../meetings/zone.ts';
import classes from './Cities.module.css';
import { tagsOf } from './tags.ts';
import { VISIT_KIND_WORDS } from './words.ts';

type Props = { readonly accords: readonly Pick<AccordView, 'id' | 'name'>[]; readonly close: () => void };

/** An invitation of this side, the host. The other side accepts it, or declines and says why. */
export function NewVisit({ accords, close }: Props) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const navigate = useNavigate();
  const first = accords[0]?.id ?? '';
  const draft = useKeptDraft(`visit ${first}`, {
    initial: {
      accord: first,
      title: '',
      kind: 'visit',
      place: '',
      from: '',
      until: '',
      zone: ownZone(),
      text: '',
      seats: '',
      answerBy: '',
      languages: '',
    },
    tlp: 'amber',
  });
  const { value, set } = draft;
  const put = (name: keyof typeof value) => (text: string) => set({ ...value, [name]: text });
  const write = useWrite();
  const here = (text: string) => ({ [i18n.locale]: text.trim() });
  const words = [value.title, value.place, value.text];
  const languages = tagsOf(value.languages);
  const isEarly = value.until !== '' && value.until < value.from;
  const isWhole = [value.title, value.place, value.from, value.until].every((one) => one.trim() !== '') && !isEarly;
  const send = () =>
    write.mutateAsync({
      type: 'visit',
      accord_ref: value.accord,
      title: here(value.title),
      kind: value.kind,
      place: here(value.place),
      from: value.from,
      until: value.until,
      time_zone: value.zone,
      ...(value.text.trim() === '' ? {} : { text: here(value.text) }),
      ...(languages.length === 0 ? {} : { languages }),
      ...(value.seats === '' ? {} : { seats: Number(value.seats) }),
      ...(value.answerBy === '' ? {} : { answer_by: value.answerBy }),
    });
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={t`Invite to a forum or visit`}
      lead={t`The other side accepts, or declines and says why. Nobody is named: offices and heads are enough.`}
      act={t`Invite`}
      size="lg"
      isReady={isWhole}
      names={['title', 'kind', 'place', 'from', 'until', 'time_zone', 'text', 'seats', 'answer_by', 'languages']}
      send={send}
      then={({ record }) => navigate({ to: '/visits/$id', params: { id: String(record['id']) } })}
      close={close}
    >
      {accords.length > 1 && (
        <SelectField
          name="accord_ref"
          label={t`Under the accord`}
          value={value.accord}
          change={put('accord')}
          options={accords.map(({ id, name }) => ({ value: id, label: localize(name) }))}
        />
      )}
      <TextField name="title" label={t`Name`} isNeeded most={500} value={value.title} change={put('title')} />
      <SelectField
        name="kind"
        label={t`Kind`}
        value={value.kind}
        change={put('kind')}
        options={VISIT_KINDS.map((kind) => ({ value: kind, label: t(VISIT_KIND_WORDS[kind]) }))}
      />
      <TextField name="place" label={t`Place`} isNeeded most={500} value={value.place} change={put('place')} />
      <div className={classes.pair}>
        <TextField
          name="from"
          type="date"
          label={t`First day`}
          isNeeded
          isCode
          value={value.from}
          change={put('from')}
        />
        <TextField
          name="until"
          type="date"
          label={t`Last day`}
          isNeeded
          isCode
          value={value.until}
          change={put('until')}
          problem={isEarly ? t`It is before the first day.` : undefined}
        />
      </div>
      <ZoneField name="time_zone" label={t`Time zone of the place`} isNeeded value={value.zone} change={put('zone')} />
      <LongTextField name="text" label={t`What it is about (optional)`} value={value.text} change={put('text')} />
      <div className={classes.pair}>
        <TextField
          name="seats"
          type="number"
          label={t`Heads at most (optional)`}
          value={value.seats}
          change={put('seats')}
        />
        <TextField
          name="answer_by"
          type="date"
          label={t`Answer by (optional)`}
          isCode
          value={value.answerBy}
          change={put('answerBy')}
        />
      </div>
      <TextField
        name="languages"
        label={t`Working languages, by their tags (optional)`}
        isCode
        value={value.languages}
        change={put('languages')}
      />
    </WritingDialog>
  );
}
