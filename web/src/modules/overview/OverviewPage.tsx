import { Trans, useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AccordView } from '#contract/accords.ts';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { useSides } from '../../app/session.ts';
import { accordTerms, inForceSince } from '../../data/accord-terms.ts';
import { commitment, owing, type Commitment, type Owing } from '../../data/commitment.ts';
import { calendarQuery } from '../../data/meetings.ts';
import { accordQuery, commitmentsQuery } from '../../data/queries.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { isoDay } from '../../ui/dates.ts';
import { useNow } from '../../ui/now.ts';
import { agreedMeeting } from './agreed-meeting.ts';
import { Attention } from './Attention.tsx';
import { Hero } from './Hero.tsx';
import classes from './Overview.module.css';
import { ThemeTable, Unplaced } from './ThemeTable.tsx';
import { nextDate, standing, type Standing } from './standing.ts';
import { NoAccord } from '../accord/NoAccord.tsx';

/** One page of truth, without exercises: every theme of the accord, who owes it, how it stands, what comes next and where. */
export function OverviewPage() {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
  const title = t`The cooperation at a glance`;
  return (
    <>
      <title>{t`${title} · Entente`}</title>
      {/* Also while all else is awaited. */}
      <VisuallyHidden component="h1">{title}</VisuallyHidden>
      {id === undefined ? <NoAccord /> : <Cooperation id={id} />}
    </>
  );
}

function Cooperation({ id }: { readonly id: string }) {
  const accord = useQuery(accordQuery(id));
  const records = useQuery(commitmentsQuery(id));
  return (
    <Awaited answer={accord} rows={6}>
      {(view) => (
        <Awaited answer={records} rows={6}>
          {(list) => <Glance accord={view} commitments={list.map(commitment).filter((one) => !one.isExercise)} />}
        </Awaited>
      )}
    </Awaited>
  );
}

const GROUPS: readonly Owing[] = ['both', 'ours', 'theirs', 'none'];

function Glance({ accord, commitments }: { readonly accord: AccordView; readonly commitments: readonly Commitment[] }) {
  const { self } = useSides();
  const { themes } = accordTerms(accord);
  const now = useNow();
  const ahead = useQuery(calendarQuery({ accord: accord.id, from: isoDay(now), until: isoDay(inDays(now, 366)) }));
  const clock = { anchor: inForceSince(accord), now };
  const standings = themes.map((theme) => standing(theme, commitments, clock));
  const grouped = (whose: Owing) => standings.filter(({ theme }) => owing(theme.owedBy, self) === whose);
  const known = new Set(themes.map(({ key }) => key));
  const unplaced = commitments.filter((one) => one.theme === undefined || !known.has(one.theme));
  return (
    <div className={classes.page}>
      <Hero
        accord={accord}
        commitments={commitments}
        nextMeeting={
          agreedMeeting(ahead.data?.entries ?? [], now) ??
          (ahead.isPending ? { kind: 'none' } : nextMeeting(standings, commitments, now))
        }
      />
      <Attention accord={accord} commitments={commitments} now={now} />
      <p className={classes.lead}>
        <Trans>
          Every theme of the accord: who owes it, how it stands, what comes next, and where it is worked on. Work is
          done through commitments until a theme’s own page is built.
        </Trans>
      </p>
      {GROUPS.map((whose) => (
        <ThemeTable key={whose} whose={whose} standings={grouped(whose)} />
      ))}
      <Unplaced commitments={unplaced} />
    </div>
  );
}

const inDays = (from: Date, days: number): Date => new Date(from.getTime() + days * 86_400_000);

/** A meeting that is due by a commitment goes before the one that the cadence asks for. */
function nextMeeting(standings: readonly Standing[], commitments: readonly Commitment[], now: Date) {
  const meetings = commitments.filter((one) => one.kind === 'recurring-meeting');
  const stated = nextDate(meetings, undefined, { anchor: undefined, now });
  if (stated.kind === 'due') return stated;
  return standings.find(({ theme }) => theme.mechanism === 'M4')?.next ?? { kind: 'none' as const };
}
