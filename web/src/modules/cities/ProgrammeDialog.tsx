import { useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { VisitView } from '#contract/cities.ts';
import { useSides } from '../../app/session.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { list, localizedField, number, text, texts } from '../../data/fields.ts';
import { useWrite } from '../../data/meetings.ts';
import { reviseRecord } from '../../data/record-page.ts';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { SaveState } from '../../ui/SaveState.tsx';
import { isFree, PersonalData } from '../meetings/PersonalData.tsx';
import classes from './Cities.module.css';
import { tagsOf } from './tags.ts';

type Point = {
  readonly key: string;
  readonly day: string;
  readonly start: string;
  readonly end: string;
  readonly title: string;
  readonly place: string;
  readonly languages: string;
};
type Interpreting = {
  readonly key: string;
  readonly party: string;
  readonly from: string;
  readonly to: string;
  readonly count: string;
};
type Draft = { readonly points: readonly Point[]; readonly interpreters: readonly Interpreting[] };

/** The host's; a changed programme is a new version, to which the guest agrees anew. */
export function ProgrammeDialog({ view, close }: { readonly view: VisitView; readonly close: () => void }) {
  const { t } = useLingui();
  const { self } = useSides();
  const { visit, programme } = view;
  const id = String(visit.record['id']);
  const day = text(visit.record, 'from') ?? '';
  const until = text(visit.record, 'until') ?? '';
  const first = useDraftOf(programme?.record, day);
  const draft = useKeptDraft<Draft>(`programme ${id}`, { initial: first, tlp: 'green', record: id });
  const { value, set } = draft;
  const client = useQueryClient();
  const write = useWrite();
  const contents = useContents();
  const words = value.points.flatMap(({ title, place }) => [title, place]);
  const named = value.points.filter(({ title }) => title.trim() !== '');
  const isSound = named.every(
    (one) => one.day >= day && one.day <= until && one.start !== '' && (one.end === '' || one.end > one.start),
  );
  const areHeard = value.interpreters.every(({ from, to, count }) => from !== '' && to !== '' && Number(count) > 0);
  const send = async () => {
    const content = contents(value, programme?.record);
    if (programme === null)
      await write.mutateAsync({
        type: 'programme',
        accord_ref: visit.record['accord_ref'],
        visit_ref: id,
        ...content,
      });
    else {
      const { modified: _, interpreters: __, ...record } = programme.record;
      await reviseRecord({ ...record, ...content }, programme.c);
      await client.invalidateQueries();
    }
    draft.forget();
  };
  const putPoint = (key: string, more: Partial<Point>) =>
    set({ ...value, points: value.points.map((one) => (one.key === key ? { ...one, ...more } : one)) });
  const putHeard = (key: string, more: Partial<Interpreting>) =>
    set({ ...value, interpreters: value.interpreters.map((one) => (one.key === key ? { ...one, ...more } : one)) });
  return (
    <FormDialog
      title={programme === null ? t`Propose a programme` : t`Change the programme`}
      lead={t`On the clock of the place. The guest says whether it can be kept.`}
      act={t`Propose`}
      size="xl"
      isReady={named.length > 0 && isSound && areHeard && isFree(...words)}
      names={['items', 'interpreters']}
      send={send}
      close={close}
    >
      {value.points.map(({ key, ...point }, n) => (
        <fieldset key={key} className={classes.part}>
          <legend>{t`Point ${n + 1}`}</legend>
          <div className={classes.pair}>
            <TextInput
              label={t`Day`}
              type="date"
              dir="ltr"
              min={day}
              max={until}
              value={point.day}
              error={point.day < day || point.day > until ? t`This is none of its days.` : undefined}
              onChange={({ currentTarget }) => putPoint(key, { day: currentTarget.value })}
            />
            <TextInput
              label={t`Begins`}
              type="time"
              dir="ltr"
              value={point.start}
              onChange={({ currentTarget }) => putPoint(key, { start: currentTarget.value })}
            />
            <TextInput
              label={t`Ends (optional)`}
              type="time"
              dir="ltr"
              value={point.end}
              error={point.end !== '' && point.end <= point.start ? t`It is not after the beginning.` : undefined}
              onChange={({ currentTarget }) => putPoint(key, { end: currentTarget.value })}
            />
          </div>
          <TextInput
            label={t`What happens`}
            dir="auto"
            maxLength={500}
            value={point.title}
            onChange={({ currentTarget }) => putPoint(key, { title: currentTarget.value })}
          />
          <div className={classes.pair}>
            <TextInput
              label={t`Place (optional)`}
              dir="auto"
              maxLength={500}
              value={point.place}
              onChange={({ currentTarget }) => putPoint(key, { place: currentTarget.value })}
            />
            <TextInput
              label={t`Interpreted into, by tags (optional)`}
              dir="ltr"
              value={point.languages}
              onChange={({ currentTarget }) => putPoint(key, { languages: currentTarget.value })}
            />
          </div>
          <div>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => set({ ...value, points: value.points.filter((one) => one.key !== key) })}
            >
              {t`Take out`}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          variant="default"
          onClick={() => set({ ...value, points: [...value.points, pointOn(value.points.at(-1)?.day ?? day)] })}
        >
          {t`Add a point`}
        </Button>
      </div>
      {value.interpreters.map(({ key, ...heard }, n) => (
        <fieldset key={key} className={classes.part}>
          <legend>{t`Interpreters ${n + 1}`}</legend>
          <div className={classes.pair}>
            <SideField value={heard.party} change={(party) => putHeard(key, { party })} />
            <TextInput
              label={t`From, by its tag`}
              dir="ltr"
              value={heard.from}
              onChange={({ currentTarget }) => putHeard(key, { from: currentTarget.value })}
            />
            <TextInput
              label={t`To, by its tag`}
              dir="ltr"
              value={heard.to}
              onChange={({ currentTarget }) => putHeard(key, { to: currentTarget.value })}
            />
            <TextInput
              label={t`How many`}
              type="number"
              dir="ltr"
              value={heard.count}
              onChange={({ currentTarget }) => putHeard(key, { count: currentTarget.value })}
            />
          </div>
          <div>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => set({ ...value, interpreters: value.interpreters.filter((one) => one.key !== key) })}
            >
              {t`Take out`}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          variant="default"
          onClick={() =>
            set({
              ...value,
              interpreters: [
                ...value.interpreters,
                { key: crypto.randomUUID(), party: self, from: '', to: '', count: '1' },
              ],
            })
          }
        >
          {t`Add interpreters`}
        </Button>
      </div>
      <PersonalData words={words} />
      <SaveState draft={draft} />
    </FormDialog>
  );
}

function SideField({ value, change }: { readonly value: string; readonly change: (party: string) => void }) {
  const { t } = useLingui();
  const { self, name } = useSides();
  const others = value === '' || value === self ? [] : [value];
  return (
    <NativeSelect
      label={t`Provided by`}
      value={value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      data={[self, ...others].map((party) => ({ value: party, label: name(party) }))}
    />
  );
}

const pointOn = (day: string): Point => ({
  key: crypto.randomUUID(),
  day,
  start: '09:00',
  end: '',
  title: '',
  place: '',
  languages: '',
});

function useDraftOf(record: Readonly<Record<string, unknown>> | undefined, day: string): Draft {
  const localize = useLocalized();
  if (record === undefined) return { points: [{ ...pointOn(day), key: 'first' }], interpreters: [] };
  return {
    points: list(record, 'items').map((item, n) => ({
      key: `held ${n}`,
      day: (text(item, 'starts_at') ?? '').slice(0, 10),
      start: (text(item, 'starts_at') ?? '').slice(11, 16),
      end: (text(item, 'ends_at') ?? '').slice(11, 16),
      title: localize(localizedField(item, 'title')),
      place: localize(localizedField(item, 'place')),
      languages: texts(item, 'interpreted').join(' '),
    })),
    interpreters: list(record, 'interpreters').map((one, n) => ({
      key: `held ${n}`,
      party: text(one, 'party') ?? '',
      from: text(one, 'from') ?? '',
      to: text(one, 'to') ?? '',
      count: String(number(one, 'count') ?? 1),
    })),
  };
}

/** As the record has it; what nobody changed in this language stands in the others. */
function useContents() {
  const { i18n } = useLingui();
  const localize = useLocalized();
  return ({ points, interpreters }: Draft, record: Readonly<Record<string, unknown>> = {}) => {
    const held = list(record, 'items').flatMap((item) => [
      localizedField(item, 'title'),
      localizedField(item, 'place'),
    ]);
    const said = (typed: string) =>
      held.find((one) => Object.keys(one).length > 0 && localize(one) === typed.trim()) ?? {
        [i18n.locale]: typed.trim(),
      };
    const items = points
      .filter(({ title }) => title.trim() !== '')
      .toSorted((a, b) => (`${a.day} ${a.start}` < `${b.day} ${b.start}` ? -1 : 1))
      .map(({ day, start, end, title, place, languages }) => ({
        starts_at: `${day}T${start}`,
        ...(end === '' ? {} : { ends_at: `${day}T${end}` }),
        title: said(title),
        ...(place.trim() === '' ? {} : { place: said(place) }),
        ...(tagsOf(languages).length === 0 ? {} : { interpreted: tagsOf(languages) }),
      }));
    const heard = interpreters.map(({ party, from, to, count }) => ({ party, from, to, count: Number(count) }));
    return { items, ...(heard.length === 0 ? {} : { interpreters: heard }) };
  };
}
