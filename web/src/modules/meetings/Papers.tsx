import { Trans, useLingui } from '@lingui/react/macro';
import type { MeetingView } from '#contract/meetings.ts';
import { useSession } from '../../app/session.ts';
import { useRelated } from '../../data/record-page.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { More } from '../../ui/More.tsx';
import { Section } from '../../ui/Section.tsx';
import { Attach } from '../records/Attach.tsx';
import { RecordLink } from '../records/RecordLink.tsx';

/** Files that either side attached to the meeting, each a record with its own marking. */
export function Papers({ view }: { readonly view: MeetingView }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { permissions } = useSession();
  const related = useRelated(view.id);
  return (
    <Section title={t`Papers`} aside={permissions.includes('records.write') && <Attach record={view.meeting.record} />}>
      <Awaited answer={{ data: related.rows, error: related.error, refetch: related.retry }}>
        {(all) => {
          const papers = all.filter(({ type, expunged }) => type === 'document' && expunged === null);
          if (papers.length === 0)
            return (
              <p className={entries.quiet}>
                <Trans>No papers yet.</Trans>
              </p>
            );
          return (
            <ul className={entries.list}>
              {papers.map(({ id, title }) => (
                <li key={id} className={entries.item}>
                  <RecordLink id={id}>
                    <bdi>
                      {title === null ? t`Without a title` : typeof title === 'string' ? title : localize(title)}
                    </bdi>
                  </RecordLink>
                </li>
              ))}
            </ul>
          );
        }}
      </Awaited>
      <More more={related.more} />
    </Section>
  );
}
