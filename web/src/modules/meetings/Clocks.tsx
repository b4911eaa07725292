import { useLingui } from '@lingui/react/macro';
import { useSides } from '../../app/session.ts';
import { formatDay, formatTime, zoneName } from '../../ui/dates.ts';
import entries from '../../ui/Entries.module.css';
import classes from './Meetings.module.css';
import { localIn } from './zone.ts';

export type Clock = { readonly party: string; readonly timeZone: string };

/** One moment as each side has it: the day of the week, and the hour on its own clock. */
export function Clocks({ at, clocks }: { readonly at: string; readonly clocks: readonly Clock[] }) {
  const { i18n } = useLingui();
  const { name } = useSides();
  const days = new Set(clocks.map(({ timeZone }) => localIn(at, timeZone).slice(0, 10)));
  const [day] = [...days];
  return (
    <time dateTime={at} title={at} className={classes.grow}>
      {days.size === 1 && day !== undefined && <div>{formatDay(day, i18n.locale, 'whole')}</div>}
      {clocks.map(({ party, timeZone }) => (
        <div key={party} className={entries.quiet}>
          {days.size > 1 && <>{formatDay(localIn(at, timeZone).slice(0, 10), i18n.locale, 'whole')}, </>}
          <bdi>
            {formatTime(at, i18n.locale, timeZone)} {zoneName(at, i18n.locale, timeZone)}
          </bdi>{' '}
          · <bdi>{name(party)}</bdi>
        </div>
      ))}
    </time>
  );
}
