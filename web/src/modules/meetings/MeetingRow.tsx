import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { MeetingSummary } from '#contract/meetings.ts';
import { useLocalized } from '../../ui/localized.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './Meetings.module.css';
import { MEETING_STATES } from './words.ts';

export function MeetingRow({ meeting }: { readonly meeting: MeetingSummary }) {
  const localize = useLocalized();
  const { id, title, state, schedule, open, because } = meeting;
  const proposed = open[0];
  return (
    <li className={classes.item}>
      <div className={classes.row}>
        <Link to="/meetings/$id" params={{ id }} className={classes.strong}>
          <bdi>{localize(title)}</bdi>
        </Link>
        <StateChip state={state} terms={MEETING_STATES} />
      </div>
      <div className={classes.quiet}>
        {schedule ? (
          <>
            <Moment at={schedule.startsAt} />
            {schedule.place && (
              <>
                {' · '}
                <bdi>{localize(schedule.place)}</bdi>
              </>
            )}
          </>
        ) : (
          proposed && (
            <Trans>
              Proposed for <Moment at={proposed.startsAt} />
            </Trans>
          )
        )}
      </div>
      {because !== null && (
        <p dir="auto" className={classes.quiet}>
          {because}
        </p>
      )}
    </li>
  );
}
