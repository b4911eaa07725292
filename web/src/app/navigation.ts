import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  IconArrowsExchange,
  IconBuildingBank,
  IconBuildingCommunity,
  IconCalendarEvent,
  IconChecklist,
  IconDeviceMobileX,
  IconFileCertificate,
  IconFileExport,
  IconFileSearch,
  IconGavel,
  IconLayoutDashboard,
  IconMessages,
  IconSchool,
  IconShieldHalf,
  IconTargetArrow,
  IconTimeline,
  IconUrgent,
  type Icon,
} from '@tabler/icons-react';

type Common = { readonly label: MessageDescriptor; readonly icon: Icon };

/** A page that exists. `to: 'accord'` leads to the accord that is worked on. */
export type BuiltItem = Common & { readonly to: string };
/** A mechanism without a page of its own yet; `holds` says what the page will hold. */
export type PlannedItem = Common & {
  readonly to: string;
  readonly holds: MessageDescriptor;
  readonly mechanisms: readonly string[];
};
export type NavigationItem = BuiltItem | PlannedItem;
export type NavigationGroup = {
  readonly label: MessageDescriptor | undefined;
  readonly items: readonly NavigationItem[];
};

export function isPlanned(item: NavigationItem): item is PlannedItem {
  return 'holds' in item;
}

export const NAVIGATION: readonly NavigationGroup[] = [
  { label: undefined, items: [{ to: '/', label: msg`The cooperation at a glance`, icon: IconLayoutDashboard }] },
  {
    label: msg`Agreement`,
    items: [
      { to: 'accord', label: msg`Accord`, icon: IconFileCertificate },
      { to: '/commitments', label: msg`Commitments`, icon: IconChecklist },
      { to: '/statements', label: msg`Statements`, icon: IconFileSearch },
      {
        to: '/meetings',
        label: msg`Joint Working Group`,
        icon: IconCalendarEvent,
        mechanisms: ['M4'],
        holds: msg`The quarterly series with the reason of each postponement, a rolling agenda from open items, bilingual papers, agreed minutes that both sides sign, and an action matrix with owners and due dates.`,
      },
      {
        to: '/review',
        label: msg`Ministerial review`,
        icon: IconTargetArrow,
        mechanisms: ['M5'],
        holds: msg`The register of commitments by theme with indicators and lineage, a progress rating with evidence (joint, beside each side’s own), the exceptions, next year’s priorities and the draft of the joint statement.`,
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
        mechanisms: ['M1'],
        holds: msg`An inbox and outbox of requests, answers, spontaneous information and refusals, each with purpose, case reference, legal basis and handling code, and a clock from receipt.`,
      },
      {
        to: '/exchange',
        label: msg`Indicator exchange`,
        icon: IconArrowsExchange,
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
        mechanisms: ['M2'],
        holds: msg`The 24/7 contact points with test calls, activation with its legal gate, playbooks, situation reports, offers and releases of resources, and exercises that can never be mistaken for the real thing.`,
      },
      {
        to: '/protection',
        label: msg`Protection`,
        icon: IconShieldHalf,
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
        mechanisms: ['M6'],
        holds: msg`Reports with the money trail first, emergency stop-payment with its countdown, freezes that end by themselves, takedown requests, and redress for those who were hit wrongly.`,
      },
      {
        to: '/cases',
        label: msg`Cases and legal assistance`,
        icon: IconGavel,
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
        mechanisms: ['M10'],
        holds: msg`Needs, calls, nominations, vetting, placements, evaluation and certificates, with a count of reciprocity.`,
      },
      {
        to: '/support',
        label: msg`Institutional support`,
        icon: IconBuildingBank,
        mechanisms: ['M11'],
        holds: msg`Requests and offers of support, maturity against its baseline, due diligence before anything is delivered, end-use checks and the exit plan.`,
      },
      {
        to: '/cities',
        label: msg`Cities, forum, delegations`,
        icon: IconBuildingCommunity,
        mechanisms: ['M12'],
        holds: msg`City memoranda and annual plans, invitations and acceptances, delegation lists, programmes, and visit reports that create commitments.`,
      },
    ],
  },
  {
    label: msg`Proof`,
    items: [
      { to: '/feeds', label: msg`Feeds`, icon: IconTimeline },
      { to: '/exports', label: msg`Export a dossier`, icon: IconFileExport },
    ],
  },
];

/** The planned page of a mechanism, if it has one. */
export function plannedPage(mechanism: string): PlannedItem | undefined {
  return PLANNED.find(({ mechanisms }) => mechanisms.includes(mechanism));
}

export const PLANNED: readonly PlannedItem[] = NAVIGATION.flatMap(({ items }) => items.filter(isPlanned));
