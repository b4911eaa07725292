import { msg } from '@lingui/core/macro';
import {
  IconActivityHeartbeat,
  IconBuilding,
  IconHourglass,
  IconKey,
  IconListDetails,
  IconLogin2,
  IconMail,
  IconRoute,
  IconSettings,
  IconShieldCheck,
  IconUsers,
  IconUsersPlus,
} from '@tabler/icons-react';
import type { NavigationGroup } from './item.ts';

/** `/admin` shows the same items with what each is for. */
export const ADMINISTRATION: NavigationGroup = {
  label: msg`Administration`,
  items: [
    { to: '/admin', label: msg`All of the administration`, icon: IconSettings, permission: 'node.read' },
    {
      to: '/admin/sign-in',
      label: msg`Accounts and sign-in`,
      icon: IconLogin2,
      permission: 'sign-in.read',
      about: msg`Who can come in and how: links, second factors, the identity provider, services and their tokens.`,
    },
    {
      to: '/admin/people',
      label: msg`People`,
      icon: IconUsers,
      permission: 'people.read',
      about: msg`Assignments and clearances.`,
    },
    {
      to: '/admin/units',
      label: msg`Units`,
      icon: IconBuilding,
      permission: 'people.read',
      about: msg`Agencies and units, as a tree.`,
    },
    {
      to: '/admin/roles',
      label: msg`Roles`,
      icon: IconShieldCheck,
      permission: 'people.read',
      about: msg`What each role may at this node.`,
    },
    {
      to: '/admin/lists',
      label: msg`Lists and case teams`,
      icon: IconListDetails,
      permission: 'people.read',
      about: msg`Who alone sees what is on a list or of a case.`,
    },
    {
      to: '/proposals',
      label: msg`Proposals`,
      icon: IconUsersPlus,
      permission: 'proposals.read',
      about: msg`What waits for a second person.`,
    },
    {
      to: '/admin/partners',
      label: msg`Partners and keys`,
      icon: IconKey,
      permission: 'partners.write',
      about: msg`Pairing, our card and key, a partner’s changed key, feeds in quarantine.`,
    },
    {
      to: '/admin/channels',
      label: msg`Channels and ceilings`,
      icon: IconRoute,
      permission: 'accords.step',
      about: msg`What may flow under each accord, at which marking, and for how long.`,
    },
    {
      to: '/admin/retention',
      label: msg`Retention`,
      icon: IconHourglass,
      permission: ['holds.read', 'records.recall'],
      about: msg`Countdowns, legal holds, recall on both sides.`,
    },
    {
      to: '/admin/mail',
      label: msg`Mail server`,
      icon: IconMail,
      permission: 'mail.write',
      about: msg`By which server this node sends notifications.`,
    },
    {
      to: '/admin/health',
      label: msg`Jobs and health`,
      icon: IconActivityHeartbeat,
      permission: 'node.read',
      about: msg`Queues, and what the node does in the background.`,
    },
  ],
};
