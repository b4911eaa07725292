import { Plural, Trans } from '@lingui/react/macro';
import { IconAlarm } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Session } from '#contract/session.ts';
import classes from './Shell.module.css';

/** Over every page: that this is an account for emergencies, or that one was used and nobody has looked. */
export function Emergency({ session }: { readonly session: Session }) {
  const { emergencies } = session;
  if (session.session?.isEmergency === true)
    return (
      <output className={classes.emergency}>
        <IconAlarm size={19} stroke={1.8} aria-hidden />
        <span>
          <Trans>You use an account for emergencies. Those who administer and oversee this node have been told.</Trans>
        </span>
      </output>
    );
  if (emergencies === 0) return null;
  return (
    <output className={classes.emergency}>
      <IconAlarm size={19} stroke={1.8} aria-hidden />
      <span>
        <Plural
          value={emergencies}
          one="An account for emergencies was used, and nobody has looked at it."
          other="Accounts for emergencies were used # times, and nobody has looked at it."
        />{' '}
        <Link to="/admin/sign-in">
          <Trans>Look at it</Trans>
        </Link>
      </span>
    </output>
  );
}
