import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { MeetingSummary } from '#contract/meetings.ts';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import { Moment } from '../../ui/When.tsx';
import { MEETING_STATES } from './words.ts';

export function MeetingRow({ meeting }: { readonly meeting: MeetingSummary }) {
  const localize = useLocalized();
  const { id, title, state, schedule, open, because } = meeting;
  const proposed = open[0];
  return (
    <li className={entries.item}>
      <div className={entries.row}>
        <Link to="/meetings/$id" params={{ id }} className={entries.strong}>
          <bdi>{localize(title)}</bdi>
        </Link>
        <StateChip state={state} terms={MEETING_STATES} />
      </div>
      <div className={entries.quiet}>
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
        <p dir="auto" className={entries.quiet}>
          {because}
        </p>
      )}
    </li>
  );
}
