import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { NoticeView } from '#contract/notices.ts';
import type { NoticeKind } from '#kernel/notices/kinds.ts';
import { useSides } from '../../app/session.ts';
import { DELIVERY, VERBS } from '../../ui/vocabulary.ts';
import { recordPath } from '../records/RecordLink.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import { formatDate } from '../../ui/dates.ts';

/** What a person can choose by. */
export const KIND_NAMES: Readonly<Record<NoticeKind, MessageDescriptor>> = {
  'record-received': msg`The partner sent a record`,
  'step-received': msg`The partner took a step`,
  'delivery-trouble': msg`Something did not reach the partner`,
  'deadline-near': msg`A deadline is near`,
  'deadline-overdue': msg`A deadline has passed`,
  'accord-state': msg`The state of an accord changed`,
  'feed-quarantined': msg`A feed is in quarantine`,
  'key-changed': msg`A partner’s key changed`,
  'break-glass-used': msg`The emergency account was used`,
  'sign-in-link-made': msg`Somebody made a sign-in link to your account`,
  'factors-removed': msg`Somebody removed your second factors`,
  'proposal-waits': msg`A proposal waits for a decision`,
  'comment-mention': msg`Somebody mentioned you`,
  'seal-asked': msg`Somebody asks to open sealed content`,
  'seal-decided': msg`It was decided whether sealed content is opened for you`,
  'seal-opened': msg`A seal was opened`,
  'hold-placed': msg`A legal hold was placed`,
  'deletion-asked': msg`Deletion is asked for, and a hold forbids it`,
  'record-deleted': msg`Content was deleted`,
  'file-quarantined': msg`A file is in quarantine`,
  'webhook-disabled': msg`Your webhook was switched off`,
};

/** One line about a notice, in the reader's language. */
export function useNoticeLine(): (notice: NoticeView) => string {
  const { t, i18n } = useLingui();
  const { name } = useSides();
  const { type: typeOf } = useRecordWords();
  return ({ kind, facts, record }) => {
    const party = typeof facts['party'] === 'string' ? name(facts['party']) : t`The partner`;
    const type = typeOf(record?.type ?? '');
    const verb = VERBS[String(facts['verb'])];
    const state = DELIVERY[facts['state'] as keyof typeof DELIVERY];
    const officer = String(facts['officer'] ?? '');
    const due = formatDate(String(facts['due'] ?? ''), i18n.locale);
    if (kind === 'record-received') return t`${party} sent: ${type}`;
    if ((kind === 'step-received' || kind === 'accord-state') && verb !== undefined) {
      const done = t(verb.done);
      return t`${party} ${done}`;
    }
    if (kind === 'delivery-trouble' && state !== undefined) {
      const how = t(state.label);
      return t`Did not reach ${party}: ${how}`;
    }
    if (kind === 'deadline-near') return t`Due on ${due}`;
    if (kind === 'deadline-overdue') return t`Was due on ${due}`;
    if (kind === 'feed-quarantined') return t`A feed of ${party} is in quarantine`;
    if (kind === 'key-changed') return t`The key of ${party} has changed`;
    if (kind === 'sign-in-link-made') return t`Officer ${officer} made a sign-in link to your account`;
    if (kind === 'factors-removed') return t`Officer ${officer} removed your second factors`;
    return t(KIND_NAMES[kind]);
  };
}

/** Where it is looked at. */
export function noticePath({ path, record }: Pick<NoticeView, 'path' | 'record'>): string | undefined {
  if (path !== null) return path;
  if (record === null) return undefined;
  return recordPath(record.id);
}
