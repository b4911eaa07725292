import { msg } from '@lingui/core/macro';
import type { NavigationGroup } from './item.ts';

/** `/admin` shows the same items with what each is for. */
export const ADMINISTRATION: NavigationGroup = { label: msg`Administration`, items: [] };
