import { useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { VisitView } from '#contract/cities.ts';
import { useSides } from '../../app/session.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { text, texts } from '../../data/fields.ts';
import { changed, without } from '../../data/keyed.ts';
import { useWrite } from '../../data/meetings.ts';
import { useRevise } from '../../data/record-page.ts';
import { isSaid } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { WritingDialog } from '../meetings/WritingDialog.tsx';
import classes from './Cities.module.css';
import { Part } from './Part.tsx';
import {
  pointOn,
  programmeContent,
  programmeDraft,
  type Interpreting,
  type Point,
  type ProgrammeDraft,
} from './programme-draft.ts';

/** The host's; a changed programme is a new version, to which the guest agrees anew. */
export function ProgrammeDialog({ view, close }: { readonly view: VisitView; readonly close: () => void }) {
  const { t } = useLingui();
  const { self } = useSides();
  const { visit, programme } = view;
  const id = String(visit.record['id']);
  const day = text(visit.record, 'from') ?? '';
  const until = text(visit.record, 'until') ?? '';
  const languages = texts(visit.record, 'languages');
  const first = programmeDraft(programme?.record, day);
  const draft = useKeptDraft<ProgrammeDraft>(`programme of ${id}`, { initial: first, tlp: 'green', record: id });
  const { value, set } = draft;
  const revise = useRevise();
  const write = useWrite();
  const words = value.points.flatMap(({ title, place }) => [...Object.values(title), ...Object.values(place)]);
  const named = value.points.filter(({ title }) => isSaid(title));
  const isSound = named.every(
    (one) => one.day >= day && one.day <= until && one.start !== '' && (one.end === '' || one.end > one.start),
  );
  const areHeard = value.interpreters.every(({ from, to, count }) => from !== '' && to !== '' && Number(count) > 0);
  const send = async () => {
    const content = programmeContent(value);
    if (programme === null)
      await write.mutateAsync({
        type: 'programme',
        accord_ref: visit.record['accord_ref'],
        visit_ref: id,
        ...content,
      });
    else await revise(programme, { interpreters: undefined, ...content });
  };
  const putPoint = (key: string, more: Partial<Point>) => set({ ...value, points: changed(value.points, key, more) });
  const putHeard = (key: string, more: Partial<Interpreting>) =>
    set({ ...value, interpreters: changed(value.interpreters, key, more) });
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={programme === null ? t`Propose a programme` : t`Change the programme`}
      lead={t`On the clock of the place. The guest says whether it can be kept.`}
      act={t`Propose`}
      size="xl"
      isReady={named.length > 0 && isSound && areHeard}
      names={['items', 'interpreters']}
      send={send}
      close={close}
    >
      {value.points.map(({ key, ...point }, n) => (
        <Part key={key} name={t`Point ${n + 1}`} takeOut={() => set({ ...value, points: without(value.points, key) })}>
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
          <LocalizedField
            name={`items[${n}].title`}
            label={t`What happens`}
            wanted={languages}
            value={point.title}
            change={(title) => putPoint(key, { title })}
          />
          <LocalizedField
            name={`items[${n}].place`}
            label={t`Place (optional)`}
            wanted={languages}
            value={point.place}
            change={(place) => putPoint(key, { place })}
          />
          <div className={classes.pair}>
            <TextInput
              label={t`Interpreted into, by tags (optional)`}
              dir="ltr"
              value={point.languages}
              onChange={({ currentTarget }) => putPoint(key, { languages: currentTarget.value })}
            />
          </div>
        </Part>
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
        <Part
          key={key}
          name={t`Interpreters ${n + 1}`}
          takeOut={() => set({ ...value, interpreters: without(value.interpreters, key) })}
        >
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
        </Part>
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
    </WritingDialog>
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
