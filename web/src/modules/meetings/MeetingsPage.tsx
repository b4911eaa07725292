import classes from './Meetings.module.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { useSession } from '../../app/session.ts';
import { localizedField } from '../../data/fields.ts';
import { bodiesQuery } from '../../data/meetings.ts';
import type { MeetingSummary } from '#contract/meetings.ts';
import { usePages } from '../../data/pages.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { useNow } from '../../ui/now.ts';
import { Page } from '../../ui/Page.tsx';
import { More } from '../../ui/More.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { MeetingRow } from './MeetingRow.tsx';
import { NewBody } from './NewBody.tsx';
import { ARRANGEMENT_STATES } from './words.ts';
import { NoAccord } from '../accord/NoAccord.tsx';

/** Every joint body under the accord, and the meetings of all of them. */
export function MeetingsPage() {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
  const { permissions } = useSession();
  const [isProposing, setProposing] = useState(false);
  return (
    <Page
      title={t`Joint Working Group`}
      lead={<Trans>Joint bodies with their terms, and their meetings as both sides hold them.</Trans>}
      actions={
        id !== undefined &&
        permissions.includes('records.write') && (
          <Button onClick={() => setProposing(true)}>
            <Trans>Propose a body</Trans>
          </Button>
        )
      }
    >
      {id === undefined ? (
        <NoAccord />
      ) : (
        <>
          <Bodies accord={id} />
          <Meetings accord={id} />
          {isProposing && <NewBody accord={id} close={() => setProposing(false)} />}
        </>
      )}
    </Page>
  );
}

function Bodies({ accord }: { readonly accord: string }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const bodies = useQuery(bodiesQuery(accord));
  return (
    <Section title={t`Joint bodies`}>
      <Awaited answer={bodies}>
        {({ bodies: found }) =>
          found.length === 0 ? (
            <EmptyState icon={IconCalendarEvent} title={t`No joint body has been proposed yet.`} />
          ) : (
            <ul className={entries.list}>
              {found.map(({ record, state }) => (
                <li key={String(record['id'])} className={entries.item}>
                  <div className={entries.row}>
                    <Link to="/bodies/$id" params={{ id: String(record['id']) }} className={entries.strong}>
                      <bdi>{localize(localizedField(record, 'name'))}</bdi>
                    </Link>
                    <StateChip state={state} terms={ARRANGEMENT_STATES} />
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Awaited>
    </Section>
  );
}

function Meetings({ accord }: { readonly accord: string }) {
  const { t } = useLingui();
  const { rows, more } = usePages({
    key: ['records', accord, 'meetings'],
    list: 'listMeetings',
    query: { accord },
    rowsOf: ({ meetings }) => meetings,
  });
  const now = useNow().toISOString();
  const inTime = (rows ?? []).toSorted((a, b) => (whenOf(a) < whenOf(b) ? -1 : 1));
  const isAhead = (meeting: MeetingSummary) => WAITED_FOR.has(meeting.state) && whenOf(meeting) >= now;
  const [ahead, earlier] = [inTime.filter(isAhead), inTime.filter((meeting) => !isAhead(meeting)).toReversed()];
  return (
    <Section title={t`Meetings`}>
      {rows?.length === 0 && <EmptyState icon={IconCalendarEvent} title={t`No meeting has been proposed yet.`} />}
      <Group title={t`Coming up`} meetings={ahead} />
      <Group title={t`Earlier`} meetings={earlier} />
      <More more={more} />
    </Section>
  );
}

const WAITED_FOR: ReadonlySet<string> = new Set(['proposed', 'agreed', 'crossed']);

/** As agreed, or else as proposed; what has no time at all comes last of those ahead. */
const whenOf = ({ schedule, open }: MeetingSummary): string => schedule?.startsAt ?? open[0]?.startsAt ?? '9999';

function Group({ title, meetings }: { readonly title: string; readonly meetings: readonly MeetingSummary[] }) {
  if (meetings.length === 0) return null;
  return (
    <>
      <h3 className={classes.heading}>{title}</h3>
      <ul className={entries.list}>
        {meetings.map((meeting) => (
          <MeetingRow key={meeting.id} meeting={meeting} />
        ))}
      </ul>
    </>
  );
}
