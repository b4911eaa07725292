import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { MeetingView } from '#contract/meetings.ts';
import { BackLink } from '../../app/BackLink.tsx';
import { useSession } from '../../app/session.ts';
import { localizedField } from '../../data/fields.ts';
import { bodyQuery, meetingQuery } from '../../data/meetings.ts';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { Columns } from '../../ui/Columns.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { DateTime } from '../../ui/When.tsx';
import { Agenda } from './Agenda.tsx';
import { Documents } from './Documents.tsx';
import { Invitations } from './Invitations.tsx';
import { Minutes } from './Minutes.tsx';
import { NewMeeting } from './NewMeeting.tsx';
import { NextAct } from './NextAct.tsx';
import { Outcomes } from './Outcomes.tsx';
import { Papers } from './Papers.tsx';
import { Proposals } from './Proposals.tsx';
import { Readouts } from './Readouts.tsx';
import { Sides } from './Sides.tsx';
import { MEETING_STATES } from './words.ts';

export function MeetingPage() {
  const { id } = useParams({ from: '/shell/meetings/$id' });
  const answer = useQuery(meetingQuery(id));
  return <AwaitedPage answer={answer}>{(view) => <Shown view={view} />}</AwaitedPage>;
}

function Shown({ view }: { readonly view: MeetingView }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { permissions } = useSession();
  const [isMoving, setMoving] = useState(false);
  const within = useQuery(bodyQuery(view.body)).data;
  const { id, title, accord, body, series, recurrenceId, state, schedule, because } = view;
  const mayMove = permissions.includes('records.write') && state !== 'held' && state !== 'cancelled';
  return (
    <>
      <BackLink to="/bodies/$id" params={{ id: body }}>
        {within ? localize(localizedField(within.body.record, 'name')) : t`The body`}
      </BackLink>
      <Page
        title={localize(title)}
        lead={
          <span className={entries.row}>
            <StateChip state={state} terms={MEETING_STATES} />
            {schedule && <DateTime at={schedule.startsAt} />}
            {schedule?.place && <bdi>{localize(schedule.place)}</bdi>}
            {because !== null && <span dir="auto">{because}</span>}
          </span>
        }
        actions={
          mayMove && (
            <>
              <NextAct view={view} />
              <Button variant="default" onClick={() => setMoving(true)}>
                <Trans>Propose another time</Trans>
              </Button>
            </>
          )
        }
      >
        <Columns
          aside={
            <>
              <Proposals view={view} />
              <Sides view={view} />
              <Invitations view={view} />
              <Papers view={view} />
              <Documents view={view} />
            </>
          }
        >
          <Agenda view={view} />
          <Outcomes view={view} />
          <Minutes view={view} />
          <Readouts view={view} />
        </Columns>
        {isMoving && (
          <NewMeeting
            wish={{
              accord: accord ?? '',
              body,
              wanted: view.languages,
              ...(series === null ? {} : { series }),
              ...(recurrenceId === null || series === null ? {} : { recurrenceId }),
              ...(schedule === null ? {} : agreedOf(schedule)),
              moves: { id, title },
            }}
            close={() => setMoving(false)}
          />
        )}
      </Page>
    </>
  );
}

const agreedOf = ({ startsAt, endsAt, timeZone, format, place }: NonNullable<MeetingView['schedule']>) => ({
  startsAt,
  minutes: (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000,
  where: { zone: timeZone, format, place },
});
