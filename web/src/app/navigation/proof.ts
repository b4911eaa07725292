import { msg } from '@lingui/core/macro';
import { IconFileExport, IconTimeline } from '@tabler/icons-react';
import type { NavigationGroup } from './item.ts';

export const PROOF: NavigationGroup = {
  label: msg`Proof`,
  items: [
    { to: '/feeds', label: msg`Feeds`, icon: IconTimeline, permission: 'feeds.read' },
    { to: '/exports', label: msg`Export a dossier`, icon: IconFileExport, permission: 'exports.create' },
  ],
};
