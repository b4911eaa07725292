import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import {
  IconArrowsMaximize,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCirclePlus,
  IconRefresh,
  IconReplace,
  type Icon,
} from '@tabler/icons-react';
import type { Knot } from '../model/lineage.ts';

type Sign = { readonly label: MessageDescriptor; readonly icon: Icon; readonly tone: string };

/** What a statement does with an undertaking; the shape says it too. */
export const RELATIONS: Readonly<Record<Knot['relation'] | 'fulfilled' | 'silent', Sign>> = {
  first: { label: msg`Undertaken`, icon: IconCircle, tone: 'neutral' },
  new: { label: msg`New`, icon: IconCirclePlus, tone: 'new' },
  reaffirmed: { label: msg`Reaffirmed`, icon: IconRefresh, tone: 'neutral' },
  expanded: { label: msg`Expanded`, icon: IconArrowsMaximize, tone: 'new' },
  superseded: { label: msg`Superseded`, icon: IconReplace, tone: 'warn' },
  fulfilled: { label: msg`Fulfilled`, icon: IconCircleCheck, tone: 'done' },
  silent: { label: msg`Fell silent`, icon: IconCircleDashed, tone: 'bad' },
};
