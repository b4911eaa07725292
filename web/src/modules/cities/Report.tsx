import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconReportAnalytics } from '@tabler/icons-react';
import { useState } from 'react';
import type { VisitView } from '#contract/cities.ts';
import type { RecordView } from '#contract/records.ts';
import { reportDue } from '#kernel/lifecycle/cities.ts';
import { useSession, useSides } from '../../app/session.ts';
import { field, text } from '../../data/fields.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';
import { Section } from '../../ui/Section.tsx';
import { StatedDate } from '../../ui/When.tsx';
import { RecordHead } from '../records/RecordHead.tsx';
import { RecordSteps } from '../records/RecordSteps.tsx';
import { Undertaken } from './CityPlans.tsx';
import { ReportDialog } from './ReportDialog.tsx';
import { REPORT_STATES } from './words.ts';

/** What the visit was good for: the reports of either side, and the commitments that came of them. */
export function Report({ view }: { readonly view: VisitView }) {
  const { t } = useLingui();
  const { permissions } = useSession();
  const [isWriting, setWriting] = useState(false);
  const { visit, reports, commitments } = view;
  const took = visit.state === 'held' || visit.state === 'disputed';
  const due = reportDue(text(visit.record, 'until') ?? '');
  return (
    <Section
      title={t`Report`}
      note={<Trans>What is found is written down as commitments, which both sides see in the register.</Trans>}
      aside={
        took &&
        permissions.includes('records.write') && (
          <Button size="compact-sm" variant="default" onClick={() => setWriting(true)}>
            <Trans>Write a report</Trans>
          </Button>
        )
      }
    >
      {reports.length === 0 ? (
        <EmptyState icon={IconReportAnalytics} title={t`No report has been written yet.`}>
          {took ? (
            <Trans>
              The guest writes it by <StatedDate date={due} />.
            </Trans>
          ) : (
            <Trans>It is written once the visit took place.</Trans>
          )}
        </EmptyState>
      ) : (
        <ul className={entries.list}>
          {reports.map((one) => (
            <Written key={String(one.record['id'])} view={one} />
          ))}
        </ul>
      )}
      {commitments.length > 0 && <Undertaken views={commitments} />}
      {isWriting && <ReportDialog view={view} close={() => setWriting(false)} />}
    </Section>
  );
}

function Written({ view }: { readonly view: RecordView }) {
  const { record, state, publisher, history } = view;
  const localize = useLocalized();
  const { name, isSelf } = useSides();
  const returned = history.findLast(({ verb }) => verb === 'return');
  return (
    <li className={entries.item}>
      <RecordHead view={view} terms={REPORT_STATES}>
        <Party name={name(publisher)} self={isSelf(publisher)} />
        <RecordSteps view={view} />
      </RecordHead>
      {state === 'returned' && returned?.reason && (
        <p dir="auto" className={entries.quiet}>
          {returned.reason}
        </p>
      )}
      <p dir="auto" className={entries.words}>
        {localize(textsOf(field(record, 'texts')))}
      </p>
    </li>
  );
}

const textsOf = (texts: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).flatMap(([tag, said]) => (typeof said === 'string' ? [[tag, said]] : [])));
