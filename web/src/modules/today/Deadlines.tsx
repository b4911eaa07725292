import { Trans, useLingui } from '@lingui/react/macro';
import { IconCalendarCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { DatedTask } from '#contract/today.ts';
import { headline } from '../../data/commitment.ts';
import { Chip } from '../../ui/Chip.tsx';
import { isOverdue } from '../../ui/dates.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Fold } from '../../ui/Fold.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { useNow } from '../../ui/now.ts';
import { Section } from '../../ui/Section.tsx';
import { StatedDate } from '../../ui/When.tsx';
import classes from './Today.module.css';

/** By day, the earliest first. */
export function Deadlines({ deadlines }: { readonly deadlines: readonly DatedTask[] }) {
  const { t } = useLingui();
  const days = [...Map.groupBy(deadlines, ({ due }) => due)];
  return (
    <Section title={t`Deadlines`} flush={days.length > 0}>
      {days.length === 0 ? (
        <EmptyState icon={IconCalendarCheck} title={t`Nothing falls due.`}>
          <Trans>Commitments with a date stand here by their day, until they are delivered.</Trans>
        </EmptyState>
      ) : (
        <>
          <Days days={days.slice(0, AT_ONCE)} />
          {days.length > AT_ONCE && (
            <Fold className={classes.group} summary={<Trans>Show more</Trans>}>
              <Days days={days.slice(AT_ONCE)} />
            </Fold>
          )}
        </>
      )}
    </Section>
  );
}

/** As many as are read at a glance. */
const AT_ONCE = 10;

type DaysProps = { readonly days: readonly (readonly [string, readonly DatedTask[]])[] };

function Days({ days }: DaysProps) {
  const { t } = useLingui();
  const localize = useLocalized();
  const now = useNow();
  const whose: Readonly<Record<DatedTask['whose'], string>> = {
    ours: t`this side`,
    theirs: t`the partner`,
    both: t`both sides`,
  };
  return (
    <ul className={classes.list}>
      {days.map(([due, same]) => (
        <li key={due} className={classes.day}>
          <h3 className={classes.date}>
            <StatedDate date={due} />
            {isOverdue(due, now) && <Chip tone="bad">{t`Overdue`}</Chip>}
          </h3>
          <ul className={classes.inner}>
            {same.map(({ record, path, title, whose: side }) => (
              <li key={record}>
                <Link to={path}>
                  <bdi>{typeof title === 'string' ? headline(title) : title === null ? record : localize(title)}</bdi>
                </Link>
                <span className={classes.beside}>{whose[side]}</span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
