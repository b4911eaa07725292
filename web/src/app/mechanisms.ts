import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  IconBuildingBank,
  IconBuildingCommunity,
  IconCalendarEvent,
  IconDeviceMobileX,
  IconFingerprint,
  IconGavel,
  IconMessages,
  IconReportSearch,
  IconSchool,
  IconShieldHalf,
  IconSparkles,
  IconTargetArrow,
  IconUrgent,
  type Icon,
} from '@tabler/icons-react';

export type Mechanism = { readonly name: MessageDescriptor; readonly icon: Icon };

/** The mechanisms of a cooperation by the keys that accords use. */
export const MECHANISMS: Readonly<Record<string, Mechanism>> = {
  M1: { name: msg`Structured information-sharing`, icon: IconMessages },
  M2: { name: msg`Joint rapid response`, icon: IconUrgent },
  M3: { name: msg`Protection of nationals and projects`, icon: IconShieldHalf },
  M4: { name: msg`Joint Working Group`, icon: IconCalendarEvent },
  M5: { name: msg`Ministerial review`, icon: IconTargetArrow },
  M6: { name: msg`Telecom fraud and cybercrime`, icon: IconDeviceMobileX },
  M7: { name: msg`Preservation of electronic evidence`, icon: IconFingerprint },
  M8: { name: msg`Mutual legal assistance`, icon: IconGavel },
  M9: { name: msg`Follow-up of investigations`, icon: IconReportSearch },
  M10: { name: msg`Training exchanges`, icon: IconSchool },
  M11: { name: msg`Institutional support`, icon: IconBuildingBank },
  M12: { name: msg`Sister cities, forum and delegations`, icon: IconBuildingCommunity },
  M13: { name: msg`AI that assists, under human review`, icon: IconSparkles },
};
