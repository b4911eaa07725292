import classes from './Meetings.module.css';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconListNumbers } from '@tabler/icons-react';
import { useState } from 'react';
import type { AgendaPoint, MeetingView } from '#contract/meetings.ts';
import type { Localized } from '#contract/session.ts';
import { AGENDA_KINDS } from '#kernel/stix/values.ts';
import { useSession } from '../../app/session.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { useWrite } from '../../data/meetings.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import entries from '../../ui/Entries.module.css';
import { SelectField } from '../../ui/form/Fields.tsx';
import { isSaid, saidIn, UNSAID } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Section } from '../../ui/Section.tsx';
import { StatedDate } from '../../ui/When.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import { AgendaItems } from './AgendaItems.tsx';
import { POINT_WORDS } from './words.ts';
import { WritingDialog } from './WritingDialog.tsx';

/** The rolling agenda: both sides' own items, and what is open and could be on it. */
export function Agenda({ view }: { readonly view: MeetingView }) {
  const { t } = useLingui();
  const { permissions } = useSession();
  const [about, setAbout] = useState<AgendaPoint | 'nothing'>();
  const mayWrite = permissions.includes('records.write');
  const { agenda, points } = view;
  return (
    <Section
      title={t`Agenda`}
      note={<Trans>Each side adds its own items; nobody takes the other’s off.</Trans>}
      aside={
        mayWrite && (
          <Button size="compact-sm" variant="default" onClick={() => setAbout('nothing')}>
            <Trans>Add an item</Trans>
          </Button>
        )
      }
    >
      {agenda.length === 0 ? (
        <EmptyState icon={IconListNumbers} title={t`Nothing is on the agenda yet.`} />
      ) : (
        <AgendaItems items={agenda} of={view} />
      )}
      {points.length > 0 && (
        <details>
          <summary className={entries.strong}>
            {t`${plural(points.length, { one: '# open matter is not on it', other: '# open matters are not on it' })}`}
          </summary>
          <Points points={points} {...(mayWrite ? { put: setAbout } : {})} />
        </details>
      )}
      {about !== undefined && <NewItem view={view} about={about} close={() => setAbout(undefined)} />}
    </Section>
  );
}

function Points({
  points,
  put,
}: {
  readonly points: readonly AgendaPoint[];
  readonly put?: (point: AgendaPoint) => void;
}) {
  const { t } = useLingui();
  const words = useTitle();
  return (
    <ul className={entries.list}>
      {points.map((point) => (
        <li key={point.record} className={entries.item}>
          <div className={classes.point}>
            <div>
              <RecordLink id={point.record}>
                <bdi>{words(point.title)}</bdi>
              </RecordLink>
              <div className={entries.quiet}>
                {t(POINT_WORDS[point.kind])}
                {point.due !== null && (
                  <>
                    {' · '}
                    <StatedDate date={point.due} />
                  </>
                )}
              </div>
            </div>
            {put && (
              <Button size="compact-sm" variant="default" onClick={() => put(point)}>
                <Trans>Put on the agenda</Trans>
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function useTitle(): (title: AgendaPoint['title']) => string {
  const { t } = useLingui();
  const localize = useLocalized();
  return (title) => (title === null ? t`Without a title` : typeof title === 'string' ? title : localize(title));
}

/** A commitment has its title in one language, which is not known: it is put into the reader's. */
const titleOf = (title: NonNullable<AgendaPoint['title']>, locale: string): Localized =>
  typeof title === 'string' ? { [locale]: title } : title;

type ItemProps = { readonly view: MeetingView; readonly about: AgendaPoint | 'nothing'; readonly close: () => void };

export function NewItem({ view, about, close }: ItemProps) {
  const { t, i18n } = useLingui();
  const point = about === 'nothing' ? undefined : about;
  const initial = { title: titleOf(point?.title ?? {}, i18n.locale), text: UNSAID, kind: 'discussion' };
  const draft = useKeptDraft(`agenda of ${view.id} ${point?.record ?? ''}`, { initial, tlp: 'amber', record: view.id });
  const { value, set } = draft;
  const write = useWrite();
  const words = [...Object.values(value.title), ...Object.values(value.text)];
  const last = Math.max(0, ...view.agenda.map(({ record }) => Number(record['position'])));
  const send = async () => {
    await write.mutateAsync({
      type: 'agenda-item',
      accord_ref: view.accord,
      body_ref: view.body,
      meeting_ref: view.id,
      title: saidIn(value.title),
      ...(isSaid(value.text) ? { text: saidIn(value.text) } : {}),
      kind: value.kind,
      position: Math.min(9999, (Math.floor(last / 10) + 1) * 10),
      ...(point === undefined ? {} : { about_ref: point.record }),
    });
  };
  const kinds: Readonly<Record<(typeof AGENDA_KINDS)[number], string>> = {
    information: t`For information`,
    discussion: t`For discussion`,
    decision: t`For decision`,
  };
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={t`Add an item`}
      act={t`Add`}
      isReady={isSaid(value.title)}
      names={['title', 'text', 'kind']}
      send={send}
      close={close}
    >
      <LocalizedField
        name="title"
        label={t`Title`}
        isNeeded
        wanted={view.languages}
        value={value.title}
        change={(title) => set({ ...value, title })}
      />
      <LocalizedField
        name="text"
        label={t`What it is about (optional)`}
        rows={3}
        wanted={view.languages}
        most={20_000}
        value={value.text}
        change={(text) => set({ ...value, text })}
      />
      <SelectField
        name="kind"
        label={t`Kind`}
        value={value.kind}
        change={(kind) => set({ ...value, kind })}
        options={AGENDA_KINDS.map((kind) => ({ value: kind, label: kinds[kind] }))}
      />
    </WritingDialog>
  );
}
