import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { AccordView } from '#contract/accords.ts';
import type { Localized } from '#contract/session.ts';
import { VISIT_KINDS } from '#kernel/stix/values.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { useWrite } from '../../data/meetings.ts';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { isSaid, saidIn, UNSAID } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
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
  const { t } = useLingui();
  const localize = useLocalized();
  const navigate = useNavigate();
  const first = accords[0]?.id ?? '';
  const draft = useKeptDraft(`visit under ${first}`, {
    initial: {
      accord: first,
      title: UNSAID,
      kind: 'visit',
      place: UNSAID,
      from: '',
      until: '',
      zone: ownZone(),
      text: UNSAID,
      seats: '',
      answerBy: '',
      languages: '',
    },
    tlp: 'amber',
  });
  const { value, set } = draft;
  const put = (name: keyof typeof value) => (typed: string | Localized) => set({ ...value, [name]: typed });
  const write = useWrite();
  const words = [value.title, value.place, value.text].flatMap((texts) => Object.values(texts));
  const languages = tagsOf(value.languages);
  const isEarly = value.until !== '' && value.until < value.from;
  const isWhole = isSaid(value.title) && isSaid(value.place) && value.from !== '' && value.until !== '' && !isEarly;
  const send = () =>
    write.mutateAsync({
      type: 'visit',
      accord_ref: value.accord,
      title: saidIn(value.title),
      kind: value.kind,
      place: saidIn(value.place),
      from: value.from,
      until: value.until,
      time_zone: value.zone,
      ...(isSaid(value.text) ? { text: saidIn(value.text) } : {}),
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
      <LocalizedField
        name="title"
        label={t`Name`}
        isNeeded
        wanted={languages}
        value={value.title}
        change={put('title')}
      />
      <SelectField
        name="kind"
        label={t`Kind`}
        value={value.kind}
        change={put('kind')}
        options={VISIT_KINDS.map((kind) => ({ value: kind, label: t(VISIT_KIND_WORDS[kind]) }))}
      />
      <LocalizedField
        name="place"
        label={t`Place`}
        isNeeded
        wanted={languages}
        value={value.place}
        change={put('place')}
      />
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
      <LocalizedField
        name="text"
        label={t`What it is about (optional)`}
        rows={3}
        wanted={languages}
        value={value.text}
        change={put('text')}
      />
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
