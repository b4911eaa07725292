/** When a message leaves: at once, gathered once a day, or not at all. */
export const PACES = ['immediate', 'digest', 'off'] as const;
export type Pace = (typeof PACES)[number];

export type KindRules = {
  /** May come through quiet hours, where the person allowed it. */
  readonly isUrgent: boolean;
  /** As long as the person chose nothing else. In the application everything is told. */
  readonly mail: Pace;
  readonly webhook: Pace;
  readonly keptDays: number;
};

const ordinary: KindRules = { isUrgent: false, mail: 'digest', webhook: 'off', keptDays: 90 };
const work: KindRules = { ...ordinary, mail: 'immediate' };
const alarm: KindRules = { isUrgent: true, mail: 'immediate', webhook: 'immediate', keptDays: 365 };

/** Everything that people are told of, by kind. A kind has its words in every language, on the pages and in messages. */
export const NOTICE_KINDS = {
  'record-received': ordinary,
  'step-received': work,
  'delivery-trouble': work,
  'deadline-near': work,
  'deadline-overdue': { ...work, isUrgent: true },
  'accord-state': alarm,
  'feed-quarantined': alarm,
  'key-changed': alarm,
  'break-glass-used': alarm,
  'sign-in-link-made': alarm,
  'factors-removed': alarm,
  'proposal-waits': work,
  'comment-mention': work,
  'seal-asked': { ...work, isUrgent: true },
  'seal-decided': work,
  'seal-opened': alarm,
  'hold-placed': ordinary,
  'deletion-asked': work,
  'record-deleted': ordinary,
  'file-quarantined': work,
  'webhook-disabled': work,
} as const satisfies Record<string, KindRules>;

export type NoticeKind = keyof typeof NOTICE_KINDS;

export const isNoticeKind = (name: string): name is NoticeKind => Object.hasOwn(NOTICE_KINDS, name);

export const NOTICE_KIND_NAMES: readonly NoticeKind[] = Object.keys(NOTICE_KINDS).filter(isNoticeKind);

/** What happened and is over, or stands among the tasks as long as it is not: whoever came in after it misses nothing. */
export const PASSING_KINDS = [
  'record-received',
  'step-received',
  'record-deleted',
  'hold-placed',
  'deadline-near',
  'deadline-overdue',
] as const satisfies readonly NoticeKind[];
