import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { SubjectRequestView } from '#contract/subjects.ts';
import { BackLink } from '../../app/BackLink.tsx';
import { useSession, useSides } from '../../app/session.ts';
import { decideRequest, subjectRequestQuery } from '../../data/subjects.ts';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { DELIVERY } from '../../ui/vocabulary.ts';
import { Moment } from '../../ui/When.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import classes from './Oversight.module.css';
import { DecideRequest, ExtendRequest } from './SubjectDialogs.tsx';
import { useSubjectWords } from './subject-words.ts';

/** One request from when it came to when the last recipient has acted on it. */
export function SubjectPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/shell/subjects/$id' });
  const request = useQuery(subjectRequestQuery(id));
  return (
    <>
      <BackLink to="/subjects">{t`All requests`}</BackLink>
      <AwaitedPage answer={request}>{(one) => <Shown request={one} />}</AwaitedPage>
    </>
  );
}

function Shown({ request }: { readonly request: SubjectRequestView }) {
  const { t, i18n } = useLingui();
  const { kinds, states } = useSubjectWords();
  const client = useQueryClient();
  const mayWrite = useSession().permissions.includes('subjects.write');
  const [doing, setDoing] = useState<'examine' | 'decide' | 'extend'>();
  const close = () => setDoing(undefined);
  const { id, number, kind, state, receivedAt, dueAt, isOverdue, applicant, contact, extension, latestDue } = request;
  const isOpen = request.decidedAt === null;
  return (
    <Page
      title={t`No. ${i18n.number(number)}: ${kinds[kind]}`}
      lead={
        <>
          <Chip tone={states[state].tone} state={state}>
            {states[state].label}
          </Chip>{' '}
          {isOverdue && <Chip tone="bad">{t`Overdue`}</Chip>}
        </>
      }
      actions={
        mayWrite &&
        isOpen && (
          <>
            <Button onClick={() => setDoing('decide')}>{t`Decide …`}</Button>
            {state === 'received' && (
              <Button variant="default" onClick={() => setDoing('examine')}>{t`Take it up`}</Button>
            )}
            {latestDue !== null && (
              <Button variant="default" onClick={() => setDoing('extend')}>{t`Give it more time …`}</Button>
            )}
          </>
        )
      }
    >
      <Section title={t`The request`}>
        <Facts
          facts={[
            { label: t`Applicant`, value: applicant === null ? t`not shown` : <bdi>{applicant}</bdi> },
            { label: t`Where the answer goes`, value: contact === null ? t`not shown` : <bdi>{contact}</bdi> },
            { label: t`Received on`, value: <Moment at={receivedAt} /> },
            { label: t`Due`, value: <Moment at={dueAt} /> },
            ...(extension === null
              ? []
              : [
                  {
                    label: t`Extended`,
                    wide: true,
                    value: (
                      <>
                        <Moment at={extension.at} />
                        {extension.reason !== null && (
                          <>
                            : <span dir="auto">{extension.reason}</span>
                          </>
                        )}
                      </>
                    ),
                  },
                ]),
            ...(request.decidedAt === null ? [] : [{ label: t`Decided`, value: <Moment at={request.decidedAt} /> }]),
            ...(request.reason === null
              ? []
              : [{ label: t`Reason`, value: <span dir="auto">{request.reason}</span>, wide: true }]),
          ]}
        />
      </Section>
      <Records request={request} />
      <Told request={request} />
      {doing === 'decide' && <DecideRequest request={request} close={close} />}
      {doing === 'extend' && <ExtendRequest request={request} close={close} />}
      {doing === 'examine' && (
        <ConfirmDialog
          title={t`Take it up`}
          lead={t`The request is shown as being examined.`}
          act={t`Take it up`}
          send={async () => {
            await decideRequest(id, { state: 'examined' });
            await client.invalidateQueries();
          }}
          close={close}
        />
      )}
    </Page>
  );
}

function Records({ request: { records, kind } }: { readonly request: SubjectRequestView }) {
  const { t } = useLingui();
  const { name } = useSides();
  const word = (state: string): string => {
    const term = DELIVERY[state as keyof typeof DELIVERY] as (typeof DELIVERY)['stored'] | undefined;
    return term === undefined ? state : t(term.label);
  };
  return (
    <Section
      title={t`Records concerned`}
      note={
        kind === 'deletion'
          ? t`Confirmed: the recipient’s node says that it has deleted it.`
          : t`Confirmed: the recipient’s receipt says that it holds the newest version, or has deleted it.`
      }
    >
      {records.length === 0 && <p className={classes.quiet}>{t`None named.`}</p>}
      <ul className={classes.openings}>
        {records.map(({ id, version, recipients }) => (
          <li key={id}>
            {version === null ? (
              <span>
                <bdi dir="ltr">{id}</bdi> ({t`not visible to you`})
              </span>
            ) : (
              <RecordLink id={id}>
                <bdi dir="ltr" className={classes.asked}>
                  {id}
                </bdi>
              </RecordLink>
            )}
            {recipients.map(({ partner, state, isConfirmed, at }) => (
              <div key={partner} className={classes.quiet}>
                <bdi>{name(partner)}</bdi>: {isConfirmed ? t`confirmed` : word(state)}
                {at !== null && (
                  <>
                    {' '}
                    <Moment at={at} />
                  </>
                )}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Told({ request: { notices, kind } }: { readonly request: SubjectRequestView }) {
  const { t } = useLingui();
  const { name } = useSides();
  const { answer } = useSubjectWords();
  if (kind === 'access' || kind === 'complaint') return null;
  return (
    <Section title={t`Told to whoever else holds them`}>
      {notices.length === 0 && (
        <p className={classes.quiet}>{t`Nobody was told: it is not decided, or nobody else holds them.`}</p>
      )}
      <ul className={classes.openings}>
        {notices.map((one) => (
          <li key={one.id}>
            <Link to="/subjects/notices/$id" params={{ id: one.id }}>
              <bdi>{name(one.to)}</bdi>
            </Link>{' '}
            <Chip tone={answer(one.state).tone} state={one.state}>
              {answer(one.state).label}
            </Chip>
            <div className={classes.quiet}>
              <Trans>
                told <Moment at={one.at} />
              </Trans>
              {one.answer !== null && (
                <>
                  {' · '}
                  <Trans>
                    answered <Moment at={one.answer.at} /> by <bdi>{one.answer.unit}</bdi>
                  </Trans>
                </>
              )}
            </div>
            {one.answer !== null && one.answer.reason !== null && <p dir="auto">{one.answer.reason}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
