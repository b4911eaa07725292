import { msg } from '@lingui/core/macro';
import { IconEye, IconFingerprint, IconLockSquareRounded, IconSignature, IconUserQuestion } from '@tabler/icons-react';
import type { NavigationGroup } from './item.ts';

export const OVERSIGHT: NavigationGroup = {
  label: msg`Oversight`,
  items: [
    { to: '/oversight/accesses', label: msg`Who saw what`, icon: IconEye, permission: 'access.read' },
    { to: '/oversight/log', label: msg`Access log`, icon: IconSignature, permission: 'access.read' },
    { to: '/subjects', label: msg`Requests of persons concerned`, icon: IconUserQuestion, permission: 'subjects.read' },
    { to: '/seals', label: msg`Sealed content`, icon: IconLockSquareRounded, permission: 'seals.read' },
    { to: '/me/accesses', label: msg`Your accesses`, icon: IconFingerprint, permission: 'access.own' },
  ],
};
