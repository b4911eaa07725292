import { useLingui } from '@lingui/react/macro';
import { IconCalendarOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { CalendarEntry } from '#contract/calendar.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatDay } from '../../ui/dates.ts';
import { useLocalized } from '../../ui/localized.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';
import { DateTime, StatedDate } from '../../ui/When.tsx';
import classes from './Calendar.module.css';
import { useEntryTitle } from './CalendarEntryLink.tsx';
import { VISIT_STATES } from '../cities/words.ts';
import { ARRANGEMENT_STATES, MEETING_STATES } from './words.ts';

const TERMS = {
  meeting: MEETING_STATES,
  occurrence: ARRANGEMENT_STATES,
  visit: VISIT_STATES,
  programme: ARRANGEMENT_STATES,
  due: COMMITMENT_STATES,
} as const;

type Props = {
  readonly days: readonly string[];
  readonly entries: ReadonlyMap<string, readonly CalendarEntry[]>;
};

/** Only the days on which there is something, each thing with its time on both clocks. */
export function CalendarAgenda({ days, entries }: Props) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const titleOf = useEntryTitle();
  const kinds = {
    meeting: t`Meeting`,
    occurrence: t`Planned by its series`,
    visit: t`Visit`,
    programme: t`Programme of a visit`,
    due: t`Falls due`,
  };
  const full = days.filter((day) => entries.has(day));
  if (full.length === 0) return <EmptyState icon={IconCalendarOff} title={t`Nothing stands on these days.`} />;
  return (
    <ul className={classes.agenda}>
      {full.map((day) => (
        <li key={day}>
          <h2 className={classes.day}>
            <time dateTime={day}>{formatDay(day, i18n.locale, 'whole')}</time>
          </h2>
          <ul className={classes.entries}>
            {entries.get(day)!.map((entry) => (
              <li key={`${entry.record} ${entry.recurrenceId}`} className={classes.item} data-status={entry.status}>
                <div className={classes.line}>
                  <Link to={entry.path} className={classes.title}>
                    <bdi>{titleOf(entry)}</bdi>
                  </Link>
                  <StateChip state={entry.state} terms={TERMS[entry.kind]} />
                </div>
                <div className={classes.quiet}>
                  {kinds[entry.kind]}
                  {(entry.startsAt ?? entry.due ?? entry.percent) !== null && ' · '}
                  {entry.startsAt !== null && <DateTime at={entry.startsAt} />}
                  {entry.due !== null && <StatedDate date={entry.due} />}
                  {entry.percent !== null && <> · {i18n.number(entry.percent / 100, { style: 'percent' })}</>}
                  {entry.place !== null && (
                    <>
                      {' · '}
                      <bdi>{localize(entry.place)}</bdi>
                    </>
                  )}
                </div>
                {entry.because !== null && (
                  <p dir="auto" className={classes.quiet}>
                    {entry.because}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
