import { useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CalendarEntry } from '#contract/calendar.ts';
import { headline } from '../../data/commitment.ts';
import { formatTime } from '../../ui/dates.ts';
import { useLocalized } from '../../ui/localized.ts';
import { usePreferences } from '../../ui/preferences.ts';
import classes from './Calendar.module.css';

export function useEntryTitle(): (entry: CalendarEntry) => string {
  const localize = useLocalized();
  return ({ title, record }) =>
    title === null ? record : typeof title === 'string' ? headline(title) : headline(localize(title));
}

/** In the small: the hour and the title. What is cancelled is struck out, and says so to those who do not see it. */
export function CalendarEntryLink({ entry }: { readonly entry: CalendarEntry }) {
  const { t, i18n } = useLingui();
  const { timeZone } = usePreferences();
  const titleOf = useEntryTitle();
  const { kind, status, startsAt, path } = entry;
  const said = status === 'cancelled' ? t`cancelled` : status === 'tentative' ? t`not agreed yet` : undefined;
  return (
    <Link to={path} className={classes.entry} data-kind={kind} data-status={status} title={titleOf(entry)}>
      {startsAt === null ? (
        <span className={classes.hour}>{kind === 'visit' ? t`Visit` : t`Due`}</span>
      ) : (
        <time dateTime={startsAt} className={classes.hour}>
          {formatTime(startsAt, i18n.locale, timeZone)}
        </time>
      )}{' '}
      <bdi className={classes.title}>{titleOf(entry)}</bdi>
      {said !== undefined && <VisuallyHidden> ({said})</VisuallyHidden>}
    </Link>
  );
}
