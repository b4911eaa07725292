import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { unreadQuery } from '../data/notices.ts';
import classes from './Bell.module.css';

/** How many notices are unread; it leads to them. */
export function Bell() {
  const { t, i18n } = useLingui();
  const { data } = useQuery(unreadQuery);
  const unread = data?.unread ?? 0;
  const label =
    unread === 0
      ? t`Notifications: none unread`
      : t`${plural(unread, { one: 'Notifications: # unread', other: 'Notifications: # unread' })}`;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={40}
      aria-label={label}
      className={classes.bell}
      renderRoot={(props) => <Link to="/notifications" {...props} />}
    >
      <IconBell size={21} aria-hidden />
      {unread > 0 && (
        <span className={classes.count} data-unread={unread} aria-hidden>
          {unread > 99 ? `${i18n.number(99)}+` : i18n.number(unread)}
        </span>
      )}
    </ActionIcon>
  );
}
