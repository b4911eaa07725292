import { Trans, useLingui } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCurrentAccord } from '../../app/current-accord.ts';
import type { CalendarSearch } from '../../app/routes/agreement.ts';
import { calendarQuery } from '../../data/meetings.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { formatDay, zoneName } from '../../ui/dates.ts';
import { SelectField } from '../../ui/form/Fields.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { useNow } from '../../ui/now.ts';
import { Page } from '../../ui/Page.tsx';
import { usePreferences } from '../../ui/preferences.ts';
import classes from './Calendar.module.css';
import { CalendarAgenda } from './CalendarAgenda.tsx';
import {
  addDays,
  addMonths,
  byDay,
  daysFrom,
  firstOfMonth,
  firstOfWeek,
  monthDays,
  weekBegins,
} from './calendar-days.ts';
import { DayGrid } from './DayGrid.tsx';
import { localIn, ownZone } from './zone.ts';
import { NoAccord } from '../accord/NoAccord.tsx';

/** Below it columns of days hold no words: the agenda alone. */
const NARROW = '(max-width: 42em)';

/** What all bodies have before them, and what falls due, on the reader's clock. */
export function CalendarPage() {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
  return (
    <Page
      title={t`Calendar`}
      lead={
        <Trans>
          Meetings of all bodies, what their series plan, visits with their programmes, and what falls due.{' '}
          <Link to="/me">Links for calendar programs</Link> are among your settings.
        </Trans>
      }
    >
      {id === undefined ? <NoAccord /> : <Days accord={id} />}
    </Page>
  );
}

function Days({ accord }: { readonly accord: string }) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const navigate = useNavigate();
  const asked: CalendarSearch = useSearch({ from: '/shell/calendar' });
  const { timeZone } = usePreferences();
  const zone = timeZone ?? ownZone();
  const today = localIn(useNow().toISOString(), zone).slice(0, 10);
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const day = asked.day ?? today;
  const view = isNarrow ? 'agenda' : (asked.view ?? 'month');
  const begins = weekBegins(i18n.locale);
  const month = firstOfMonth(day);
  const days =
    view === 'month'
      ? monthDays(day, begins)
      : view === 'week'
        ? daysFrom(firstOfWeek(day, begins), 7)
        : daysFrom(month, 31).filter((one) => one.startsWith(day.slice(0, 7)));
  const calendar = useQuery(calendarQuery({ accord, from: days[0]!, until: addDays(days.at(-1)!, 1) }));
  const change = (more: CalendarSearch) =>
    void navigate({ to: '/calendar', search: { ...asked, ...more }, replace: true });
  const go = (to: string) => change({ day: to });
  const turn = (by: number) => go(view === 'week' ? addDays(day, 7 * by) : addMonths(month, by));
  const heading =
    view === 'week'
      ? `${formatDay(days[0]!, i18n.locale, 'whole')} – ${formatDay(days.at(-1)!, i18n.locale, 'whole')}`
      : formatDay(day, i18n.locale, 'month');
  const isRtl = i18n.locale === 'ur';
  const [Back, On] = isRtl ? [IconChevronRight, IconChevronLeft] : [IconChevronLeft, IconChevronRight];
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <Button.Group>
          <Button
            variant="default"
            onClick={() => turn(-1)}
            aria-label={view === 'week' ? t`Week before` : t`Month before`}
          >
            <Back size={17} aria-hidden />
          </Button>
          <Button variant="default" onClick={() => go(today)}>
            <Trans>Today</Trans>
          </Button>
          <Button
            variant="default"
            onClick={() => turn(1)}
            aria-label={view === 'week' ? t`Week after` : t`Month after`}
          >
            <On size={17} aria-hidden />
          </Button>
        </Button.Group>
        <p className={classes.heading} aria-live="polite">
          {heading}
        </p>
        {!isNarrow && (
          <SegmentedControl
            aria-label={t`View`}
            value={view}
            onChange={(chosen) => change({ view: chosen })}
            data={[
              { value: 'month', label: t`Month` },
              { value: 'week', label: t`Week` },
              { value: 'agenda', label: t({ message: 'Agenda', context: 'view of the calendar' }) },
            ]}
          />
        )}
      </div>
      <Awaited answer={calendar}>
        {({ entries, bodies }) => {
          const shown = asked.body === undefined ? entries : entries.filter(({ body }) => body === asked.body);
          const placed = byDay(shown, zone);
          return (
            <>
              {bodies.length > 1 && (
                <SelectField
                  name="body"
                  label={t`Joint body`}
                  options={[
                    { value: '', label: t`All, and what falls due` },
                    ...bodies.map(({ id, name }) => ({ value: id, label: localize(name) })),
                  ]}
                  value={asked.body ?? ''}
                  change={(chosen) => {
                    const { body: _, ...rest } = asked;
                    void navigate({
                      to: '/calendar',
                      search: chosen === '' ? rest : { ...rest, body: chosen },
                      replace: true,
                    });
                  }}
                />
              )}
              {view === 'agenda' ? (
                <CalendarAgenda days={days} entries={placed} />
              ) : (
                <DayGrid
                  label={heading}
                  days={days}
                  day={day}
                  today={today}
                  {...(view === 'month' ? { month: day.slice(0, 7) } : {})}
                  entries={placed}
                  go={go}
                />
              )}
            </>
          );
        }}
      </Awaited>
      <p className={classes.quiet}>
        <Trans>
          Times are those of <bdi dir="ltr">{zone}</bdi> ({zoneName(`${day}T12:00:00Z`, i18n.locale, zone, 'long')}). A
          due date is a day on every clock.
        </Trans>
      </p>
    </div>
  );
}
