import { msg } from '@lingui/core/macro';
import { IconBell, IconCalendarMonth, IconHourglassLow, IconLayoutDashboard, IconSun } from '@tabler/icons-react';
import type { NavigationGroup } from './item.ts';

export const MY_WORK: NavigationGroup = {
  label: msg`My work`,
  items: [
    { to: '/', label: msg`Today`, icon: IconSun },
    { to: '/overview', label: msg`The cooperation at a glance`, icon: IconLayoutDashboard, permission: 'records.read' },
    { to: '/calendar', label: msg`Calendar`, icon: IconCalendarMonth, permission: 'records.read' },
    { to: '/chase', label: msg`What to chase`, icon: IconHourglassLow, permission: 'records.read' },
    { to: '/notifications', label: msg`Notifications`, icon: IconBell, permission: 'notices.own' },
  ],
};
