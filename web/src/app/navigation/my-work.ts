import { msg } from '@lingui/core/macro';
import { IconLayoutDashboard } from '@tabler/icons-react';
import type { NavigationGroup } from './item.ts';

export const MY_WORK: NavigationGroup = {
  label: msg`My work`,
  items: [{ to: '/', label: msg`The cooperation at a glance`, icon: IconLayoutDashboard }],
};
