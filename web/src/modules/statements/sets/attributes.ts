import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Attribute } from '../model/told.ts';

export const ATTRIBUTES: Readonly<Record<Attribute, MessageDescriptor>> = {
  kind: msg`Kind`,
  responsible: msg`Who owes`,
  due: msg`Due`,
  recurrence: msg`Recurrence`,
  status: msg`How firmly`,
};
