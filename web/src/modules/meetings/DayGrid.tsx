import { useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { useRef, type KeyboardEvent } from 'react';
import type { CalendarEntry } from '#contract/calendar.ts';
import { formatDay } from '../../ui/dates.ts';
import classes from './Calendar.module.css';
import { addDays, addMonths } from './calendar-days.ts';
import { CalendarEntryLink } from './CalendarEntryLink.tsx';

type Props = {
  readonly label: string;
  /** Whole weeks. */
  readonly days: readonly string[];
  readonly day: string;
  readonly today: string;
  /** `YYYY-MM`; days of other months are quiet. */
  readonly month?: string;
  readonly entries: ReadonlyMap<string, readonly CalendarEntry[]>;
  readonly go: (day: string) => void;
};

/** Arrows go from day to day and from week to week, Page Up and Down by months; Tab reaches what stands on them. */
export function DayGrid({ label, days, day, today, month, entries, go }: Props) {
  const { i18n } = useLingui();
  const table = useRef<HTMLTableElement>(null);
  const weeks = Array.from({ length: days.length / 7 }, (_, i) => days.slice(i * 7, i * 7 + 7));
  const move = (event: KeyboardEvent<HTMLTableElement>) => {
    if (!(event.target instanceof HTMLTableCellElement)) return;
    const onward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const moves: Readonly<Record<string, () => string>> = {
      ArrowRight: () => addDays(day, onward),
      ArrowLeft: () => addDays(day, -onward),
      ArrowDown: () => addDays(day, 7),
      ArrowUp: () => addDays(day, -7),
      PageDown: () => addMonths(day, 1),
      PageUp: () => addMonths(day, -1),
    };
    const next = moves[event.key]?.();
    if (next === undefined) return;
    event.preventDefault();
    go(next);
    // The cell may be drawn only with the next days.
    setTimeout(() => table.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus(), 0);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table that keys walk is a grid (ARIA Authoring Practices)
    <table ref={table} role="grid" className={classes.grid} aria-label={label} onKeyDown={move}>
      <thead>
        <tr>
          {days.slice(0, 7).map((one) => (
            <th key={one} scope="col">
              {formatDay(one, i18n.locale, 'weekday')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((one) => (
              <td
                key={one}
                data-day={one}
                data-other={month !== undefined && !one.startsWith(month)}
                aria-current={one === today ? 'date' : undefined}
                tabIndex={one === day ? 0 : -1}
              >
                <VisuallyHidden>{formatDay(one, i18n.locale, 'whole')}</VisuallyHidden>
                <span className={classes.number} aria-hidden>
                  {formatDay(one, i18n.locale, 'number')}
                </span>
                <ul className={classes.entries}>
                  {(entries.get(one) ?? []).map((entry) => (
                    <li key={`${entry.record} ${entry.recurrenceId}`}>
                      <CalendarEntryLink entry={entry} />
                    </li>
                  ))}
                </ul>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
