import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import {
  IconAlertTriangle,
  IconClockExclamation,
  IconMailPause,
  IconPlayerPause,
  IconScale,
  type Icon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { AccordView } from '#contract/accords.ts';
import { useSides } from '../../app/session.ts';
import { isOpen, type Commitment } from '../../data/commitment.ts';
import { isOverdue } from '../../ui/dates.ts';
import classes from './Overview.module.css';

type Props = { readonly accord: AccordView; readonly commitments: readonly Commitment[]; readonly now: Date };

const UNDELIVERED = new Set(['missing', 'quarantined', 'refused', 'withheld']);

/** What somebody should look at now; nothing at all when there is nothing. */
export function Attention({ accord, commitments, now }: Props) {
  const { t } = useLingui();
  const { isSelf, name } = useSides();
  const count = (holds: (one: Commitment) => boolean) => commitments.filter(holds).length;
  const disputed = count(({ view }) => view.state === 'disputed');
  const awaited = count((one) => one.view.state === 'announced' && one.view.allowed.includes('accept'));
  const overdue = count((one) => one.due !== undefined && isOpen(one) && isOverdue(one.due, now));
  const undelivered = count(({ view }) => view.delivery.some(({ state }) => UNDELIVERED.has(state)));
  const suspended = accord.parties.filter((party) => party.suspended !== null);
  return (
    <ul className={classes.attention}>
      {suspended.map(({ id }) => (
        <li key={id}>
          <Link to="/accords/$id" params={{ id: accord.id }} className={classes.notice} data-tone="bad">
            <Notice
              icon={IconPlayerPause}
              text={
                isSelf(id)
                  ? t`This side has suspended the accord: nothing flows.`
                  : t`Suspended by ${name(id)}: nothing flows.`
              }
            />
          </Link>
        </li>
      ))}
      {disputed > 0 && (
        <li>
          <Link to="/commitments" search={{ state: 'disputed' }} className={classes.notice} data-tone="bad">
            <Notice
              icon={IconAlertTriangle}
              text={t`${plural(disputed, { one: '# commitment is disputed', other: '# commitments are disputed' })}`}
            />
          </Link>
        </li>
      )}
      {awaited > 0 && (
        <li>
          <Link to="/commitments" search={{ state: 'announced' }} className={classes.notice} data-tone="wait">
            <Notice
              icon={IconScale}
              text={t`${plural(awaited, { one: '# commitment waits for this side to accept or dispute it', other: '# commitments wait for this side to accept or dispute them' })}`}
            />
          </Link>
        </li>
      )}
      {overdue > 0 && (
        <li>
          <Link to="/commitments" search={{ mark: 'late' }} className={classes.notice} data-tone="warn">
            <Notice
              icon={IconClockExclamation}
              text={t`${plural(overdue, { one: '# commitment is overdue', other: '# commitments are overdue' })}`}
            />
          </Link>
        </li>
      )}
      {undelivered > 0 && (
        <li>
          <Link to="/commitments" search={{ mark: 'undelivered' }} className={classes.notice} data-tone="warn">
            <Notice
              icon={IconMailPause}
              text={t`${plural(undelivered, { one: '# commitment did not reach the partner', other: '# commitments did not reach the partner' })}`}
            />
          </Link>
        </li>
      )}
    </ul>
  );
}

function Notice({ icon: Picture, text }: { readonly icon: Icon; readonly text: string }) {
  return (
    <>
      <Picture size={18} stroke={1.8} aria-hidden />
      <span>{text}</span>
    </>
  );
}
