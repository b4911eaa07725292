import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const ROLES: Readonly<Record<string, MessageDescriptor>> = {
  'liaison-officer': msg`Liaison officer`,
  secretary: msg`Secretary of the Joint Working Group`,
  'duty-officer': msg`Duty officer`,
  dispatcher: msg`Dispatcher`,
  analyst: msg`Analyst`,
  'case-officer': msg`Case officer`,
  'central-authority': msg`Central authority`,
  'training-coordinator': msg`Training coordinator`,
  administrator: msg`Node administrator`,
  oversight: msg`Oversight`,
  'minister-office': msg`Minister’s office`,
};
