import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconMailQuestion, IconUserQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession, useSides } from '../../app/session.ts';
import { usePages } from '../../data/pages.ts';
import { Chip } from '../../ui/Chip.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Moment } from '../../ui/When.tsx';
import { RegisterRequest } from './SubjectDialogs.tsx';
import { useSubjectWords } from './subject-words.ts';

/** What persons concerned asked for, the most pressing first; and what the two sides told each other for it. */
export function SubjectsPage() {
  const { t, i18n } = useLingui();
  const { kinds, states } = useSubjectWords();
  const mayWrite = useSession().permissions.includes('subjects.write');
  const [isNew, setNew] = useState(false);
  const list = usePages({
    key: ['subject-requests'],
    list: 'listSubjectRequests',
    rowsOf: ({ requests }) => requests,
  });
  return (
    <Page
      title={t`Requests of persons concerned`}
      lead={
        <Trans>
          Access, correction and deletion (Directive (EU) 2016/680 art. 14 to 16). What is overdue, or due first, comes
          first. Oversight sees no names.
        </Trans>
      }
      actions={mayWrite && <Button onClick={() => setNew(true)}>{t`Register a request`}</Button>}
    >
      <DataTable
        label={t`Requests of persons concerned`}
        {...list}
        keyOf={({ id }) => id}
        empty={<EmptyState icon={IconUserQuestion} title={t`Nobody has asked yet.`} />}
        columns={[
          {
            key: 'number',
            title: t`Request`,
            width: 'minmax(9rem, 1.5fr)',
            isHeading: true,
            cell: ({ id, number, kind }) => (
              <Link to="/subjects/$id" params={{ id }}>
                {t`No. ${i18n.number(number)}: ${kinds[kind]}`}
              </Link>
            ),
          },
          {
            key: 'applicant',
            title: t`Applicant`,
            cell: ({ applicant }) => (applicant === null ? t`not shown` : <bdi>{applicant}</bdi>),
          },
          {
            key: 'received',
            title: t`Received on`,
            width: '10rem',
            cell: ({ receivedAt }) => <Moment at={receivedAt} />,
          },
          {
            key: 'due',
            title: t`Due`,
            width: 'minmax(10rem, 1fr)',
            cell: ({ dueAt, isOverdue }) => (
              <>
                <Moment at={dueAt} /> {isOverdue && <Chip tone="bad">{t`Overdue`}</Chip>}
              </>
            ),
          },
          {
            key: 'state',
            title: t`State`,
            width: 'minmax(8rem, 1fr)',
            cell: ({ state }) => (
              <Chip tone={states[state].tone} state={state}>
                {states[state].label}
              </Chip>
            ),
          },
          {
            key: 'told',
            title: t`Carried out by recipients`,
            width: '8rem',
            cell: ({ notices }) =>
              notices.length === 0
                ? '–'
                : t`${i18n.number(notices.filter((one) => one.state === 'carried-out').length)} of ${i18n.number(notices.length)}`,
          },
        ]}
      />
      <Notices />
      {isNew && <RegisterRequest close={() => setNew(false)} />}
    </Page>
  );
}

function Notices() {
  const { t } = useLingui();
  const { kinds, answer } = useSubjectWords();
  const { name } = useSides();
  const list = usePages({
    key: ['subject-requests', 'notices'],
    list: 'listCorrectionNotices',
    rowsOf: ({ notices }) => notices,
  });
  return (
    <Section
      title={t`Notices between the parties`}
      note={t`One side tells the other that records were corrected or are to be deleted; the other acts, and says so.`}
      flush
    >
      <DataTable
        label={t`Notices between the parties`}
        {...list}
        keyOf={({ id }) => id}
        empty={<EmptyState icon={IconMailQuestion} title={t`None yet.`} />}
        columns={[
          {
            key: 'kind',
            title: t`Notice`,
            isHeading: true,
            cell: ({ id, kind }) => (
              <Link to="/subjects/notices/$id" params={{ id }}>
                {kinds[kind]}
              </Link>
            ),
          },
          { key: 'from', title: t`From`, cell: ({ from }) => <bdi>{name(from)}</bdi> },
          { key: 'to', title: t`To`, cell: ({ to }) => <bdi>{name(to)}</bdi> },
          { key: 'at', title: t`When`, width: '10rem', cell: ({ at }) => <Moment at={at} /> },
          {
            key: 'state',
            title: t`Answer`,
            cell: ({ state }) => (
              <Chip tone={answer(state).tone} state={state}>
                {answer(state).label}
              </Chip>
            ),
          },
        ]}
      />
    </Section>
  );
}
