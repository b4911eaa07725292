import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Cadence } from '#contract/meetings.ts';
import entries from '../../ui/Entries.module.css';
import { StateChip } from '../../ui/StateChip.tsx';
import { StatedDate } from '../../ui/When.tsx';
import classes from './Meetings.module.css';
import { MEETING_STATES } from './words.ts';

const [WIDTH, PLAN, HELD] = [600, 14, 46];

/** Planned above, held below, a line between: what slips leans. Whoever does not see it reads the list. */
export function CadenceChart({ cadence }: { readonly cadence: Cadence }) {
  const { t, i18n } = useLingui();
  const { beats, planned, held, postponed, missed, meanSlipDays, plannedEveryDays, heldEveryDays } = cadence;
  const times = beats.flatMap(({ plannedAt, at }) => [Date.parse(plannedAt), ...(at === null ? [] : [Date.parse(at)])]);
  const [from, until] = [Math.min(...times), Math.max(...times)];
  const x = (at: string) => 10 + ((Date.parse(at) - from) / Math.max(1, until - from)) * (WIDTH - 20);
  const days = (value: number | null) => (value === null ? '–' : i18n.number(value));
  return (
    <>
      <p className={classes.numbers}>
        <span>{t`${i18n.number(held)} of ${i18n.number(planned)} held`}</span>
        {postponed > 0 && <span>{t`${i18n.number(postponed)} postponed`}</span>}
        {missed > 0 && <span>{t`${i18n.number(missed)} missed`}</span>}
        {meanSlipDays !== null && <span>{t`${days(meanSlipDays)} days late on average`}</span>}
        {heldEveryDays !== null && (
          <span>{t`every ${days(heldEveryDays)} days instead of every ${days(plannedEveryDays)}`}</span>
        )}
      </p>
      {beats.length > 1 && (
        <svg className={classes.beats} viewBox={`0 0 ${WIDTH} 60`} aria-hidden>
          <line x1={0} x2={WIDTH} y1={PLAN} y2={PLAN} stroke="currentColor" strokeOpacity={0.35} />
          {beats.map(({ recurrenceId, plannedAt, at, outcome }) => (
            <g key={recurrenceId} data-outcome={outcome} stroke="currentColor" fill="none" strokeWidth={1.5}>
              <line x1={x(plannedAt)} x2={x(plannedAt)} y1={PLAN - 6} y2={PLAN + 6} />
              {at !== null && <line x1={x(plannedAt)} x2={x(at)} y1={PLAN + 6} y2={HELD - 5} />}
              {at !== null && <circle cx={x(at)} cy={HELD} r={5} />}
            </g>
          ))}
        </svg>
      )}
      <details>
        <summary className={entries.quiet}>
          <Trans>Meetings of the series</Trans>
        </summary>
        <ul className={entries.list}>
          {beats.map(({ recurrenceId, outcome, meeting, because }) => (
            <li key={recurrenceId} className={entries.item}>
              <div className={entries.row}>
                {meeting === null ? (
                  <StatedDate date={recurrenceId.slice(0, 10)} />
                ) : (
                  <Link to="/meetings/$id" params={{ id: meeting }}>
                    <StatedDate date={recurrenceId.slice(0, 10)} />
                  </Link>
                )}
                <StateChip state={outcome} terms={MEETING_STATES} />
                {because !== null && (
                  <span dir="auto" className={entries.quiet}>
                    {because}
                  </span>
                )}
              </div>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
