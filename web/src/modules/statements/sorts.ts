import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { IconCalendarEvent, IconChecklist, IconFlame, IconUsersGroup, IconUser, type Icon } from '@tabler/icons-react';
import type { ItemType } from '#contract/statement-desk.ts';

type Words = { readonly one: MessageDescriptor; readonly many: MessageDescriptor; readonly icon: Icon };

/** What is looked for in a statement, in the order in which a secretary asks. */
export const SORTS: Readonly<Record<ItemType, Words>> = {
  commitments: { one: msg`Undertaking`, many: msg`Undertakings`, icon: IconChecklist },
  participants: { one: msg`Participant`, many: msg`Participants`, icon: IconUser },
  meetings: { one: msg`Meeting`, many: msg`Meetings`, icon: IconUsersGroup },
  events: { one: msg`Event`, many: msg`Events`, icon: IconCalendarEvent },
  incidents: { one: msg`Incident`, many: msg`Incidents`, icon: IconFlame },
};

export const SORT_ORDER = [
  'commitments',
  'participants',
  'meetings',
  'events',
  'incidents',
] as const satisfies readonly ItemType[];
