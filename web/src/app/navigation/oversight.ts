import { msg } from '@lingui/core/macro';
import type { NavigationGroup } from './item.ts';

export const OVERSIGHT: NavigationGroup = { label: msg`Oversight`, items: [] };
