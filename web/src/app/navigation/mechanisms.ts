import { msg } from '@lingui/core/macro';
import {
  IconArrowsExchange,
  IconBuildingBank,
  IconBuildingCommunity,
  IconCalendarEvent,
  IconChecklist,
  IconDeviceMobileX,
  IconFileCertificate,
  IconFileSearch,
  IconGavel,
  IconMessages,
  IconSchool,
  IconShieldHalf,
  IconTargetArrow,
  IconUrgent,
} from '@tabler/icons-react';
import type { NavigationGroup } from './item.ts';

/** What the partners do together, by the name under which they agreed on it. */
export const MECHANISM_GROUPS: readonly NavigationGroup[] = [
  {
    label: msg`Agreement`,
    items: [
      { to: 'accord', label: msg`Accord`, icon: IconFileCertificate, permission: 'records.read' },
      { to: '/commitments', label: msg`Commitments`, icon: IconChecklist, permission: 'records.read' },
      { to: '/statements', label: msg`Statements`, icon: IconFileSearch, permission: 'statements.read' },
      {
        to: '/meetings',
        label: msg`Joint Working Group`,
        icon: IconCalendarEvent,
        permission: 'records.read',
        mechanisms: ['M4'],
      },
      {
        to: '/review',
        label: msg`Ministerial review`,
        icon: IconTargetArrow,
        permission: 'records.read',
        mechanisms: ['M5'],
      },
    ],
  },
  {
    label: msg`Information`,
    items: [
      {
        to: '/requests',
        label: msg`Requests for information`,
        icon: IconMessages,
        permission: 'records.read',
        mechanisms: ['M1'],
        holds: msg`An inbox and outbox of requests, answers, spontaneous information and refusals, each with purpose, case reference, legal basis and handling code, and a clock from receipt.`,
      },
      {
        to: '/exchange',
        label: msg`Indicator exchange`,
        icon: IconArrowsExchange,
        permission: 'records.read',
        mechanisms: ['M1'],
        holds: msg`Indicators and reports in STIX, exchanged with the partner and with TAXII clients, with a decision on each release.`,
      },
    ],
  },
  {
    label: msg`Response and protection`,
    items: [
      {
        to: '/response',
        label: msg`Rapid response`,
        icon: IconUrgent,
        permission: 'records.read',
        mechanisms: ['M2'],
        holds: msg`The 24/7 contact points with test calls, activation with its legal gate, playbooks, situation reports, offers and releases of resources, and exercises that can never be mistaken for the real thing.`,
      },
      {
        to: '/protection',
        label: msg`Protection`,
        icon: IconShieldHalf,
        permission: 'records.read',
        mechanisms: ['M3'],
        holds: msg`Projects and sites with their security officers, protective movements with overdue alarms, security alerts, incident reports and audits. Escorts and vehicles check in, never protected persons.`,
      },
    ],
  },
  {
    label: msg`Crime and justice`,
    items: [
      {
        to: '/fraud',
        label: msg`Telecom and online fraud`,
        icon: IconDeviceMobileX,
        permission: 'records.read',
        mechanisms: ['M6'],
        holds: msg`Reports with the money trail first, emergency stop-payment with its countdown, freezes that end by themselves, takedown requests, and redress for those who were hit wrongly.`,
      },
      {
        to: '/cases',
        label: msg`Cases and legal assistance`,
        icon: IconGavel,
        permission: 'records.read',
        mechanisms: ['M7', 'M8', 'M9'],
        holds: msg`Preservation requests with their expiry, mutual legal assistance with its gates and assurances, and the follow-up of investigations from facts established to judgment, with the presumption of innocence in the data.`,
      },
    ],
  },
  {
    label: msg`Capacity and exchange`,
    items: [
      {
        to: '/training',
        label: msg`Training exchanges`,
        icon: IconSchool,
        permission: 'records.read',
        mechanisms: ['M10'],
        holds: msg`Needs, calls, nominations, vetting, placements, evaluation and certificates, with a count of reciprocity.`,
      },
      {
        to: '/support',
        label: msg`Institutional support`,
        icon: IconBuildingBank,
        permission: 'records.read',
        mechanisms: ['M11'],
        holds: msg`Requests and offers of support, maturity against its baseline, due diligence before anything is delivered, end-use checks and the exit plan.`,
      },
      {
        to: '/cities',
        label: msg`Cities, forum, delegations`,
        icon: IconBuildingCommunity,
        permission: 'records.read',
        mechanisms: ['M12'],
      },
    ],
  },
];
