import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const KINDS: Readonly<Record<string, MessageDescriptor>> = {
  'assignment.give': msg`Assignment given`,
  'assignment.end': msg`Assignment ended`,
  'person.restore': msg`Account switched on again`,
  'clearance.set': msg`Clearance changed`,
  'grant.give': msg`Grant given to a role`,
  'grant.take': msg`Grant taken from a role`,
  'unit.make': msg`Unit made`,
  'unit.change': msg`Unit renamed or moved`,
  'unit.close': msg`Unit closed`,
  'list.make': msg`List or case made`,
  'list.add': msg`Person put on a list`,
  'list.remove': msg`Person taken off a list`,
  'confirm.from': msg`Limit of release changed`,
  'release.confirm': msg`Record to leave the node`,
  'record.mark': msg`Record marked otherwise`,
  'record.place': msg`Record put on a list or taken off`,
};

export const PROPOSAL_STATES: Readonly<Record<string, MessageDescriptor>> = {
  open: msg`Waits for a second person`,
  confirmed: msg`Confirmed`,
  refused: msg`Refused`,
  withdrawn: msg`Withdrawn`,
  expired: msg`Expired`,
};

export const FAMILIES: Readonly<Record<string, MessageDescriptor>> = {
  common: msg`Records`,
  persons: msg`Records about persons`,
  node: msg`The node itself`,
};

export const SCOPES: Readonly<Record<string, MessageDescriptor>> = {
  node: msg`The node`,
  accord: msg`The whole accord`,
  unit: msg`The own unit and those below`,
  case: msg`The own cases`,
};
