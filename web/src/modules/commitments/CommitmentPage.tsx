import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { RecordView } from '#contract/records.ts';
import { BackLink } from '../../app/BackLink.tsx';
import { commitment, headline } from '../../data/commitment.ts';
import { recordQuery } from '../../data/queries.ts';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { Columns } from '../../ui/Columns.tsx';
import { Exercise } from '../../ui/Exercise.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';
import { Marking } from '../../ui/Marking.tsx';
import { Comments } from '../records/Comments.tsx';
import { DeliveryLedger } from '../records/DeliveryLedger.tsx';
import { Marked } from '../records/Marked.tsx';
import { Raw } from '../records/Raw.tsx';
import { RecordActions } from '../records/RecordActions.tsx';
import { Related } from '../records/Related.tsx';
import { StepActions } from '../records/StepActions.tsx';
import { Versions } from '../records/Versions.tsx';
import { CommitmentFacts } from './CommitmentFacts.tsx';
import { CommitmentHistory } from './CommitmentHistory.tsx';
import classes from './CommitmentPage.module.css';
import { Proof } from './Proof.tsx';
import { BothSides } from './BothSides.tsx';
import { Register } from './Register.tsx';
import { SourceQuote } from './SourceQuote.tsx';

export function CommitmentPage() {
  const { id } = useParams({ from: '/shell/commitments/$id' });
  const record = useQuery(recordQuery(id));
  return <AwaitedPage answer={record}>{(view) => <Shown view={view} />}</AwaitedPage>;
}

function Shown({ view }: { readonly view: RecordView }) {
  const { t } = useLingui();
  const one = commitment(view);
  const isExpunged = view.expunged !== null;
  return (
    <>
      <BackLink to="/commitments">{t`All commitments`}</BackLink>
      <Page
        title={headline(one.label) || (isExpunged ? t`Content expunged` : t`Commitment`)}
        lead={
          <span className={classes.lead}>
            {one.isExercise && <Exercise />}
            <StateChip state={view.state} terms={COMMITMENT_STATES} />
            {isExpunged ? (
              <span>{t`Its content was destroyed lawfully; the steps and the proof stay.`}</span>
            ) : (
              <Marking marking={one.marking} />
            )}
            <Link to="/records/$id" params={{ id: String(view.record['id']) }}>
              {t`All of the record`}
            </Link>
          </span>
        }
        actions={
          <>
            <StepActions subject={{ kind: 'records', id: one.id }} allowed={view.allowed} modified={one.modified} />
            <RecordActions id={one.id} view={view} />
          </>
        }
      >
        <Marked record={view.record} title={headline(one.label)} isExpunged={isExpunged} />
        <Columns
          aside={
            <>
              {!isExpunged && (
                <Section title={t`Particulars`}>
                  <CommitmentFacts one={one} />
                </Section>
              )}
              <Section title={t`Delivery`}>
                <DeliveryLedger delivery={view.delivery} />
              </Section>
              <Section title={t`Proof`}>
                <Proof one={one} />
              </Section>
              <Section title={t`Related records`}>
                <Related id={one.id} />
              </Section>
              <Section title={t`Raw data`}>
                <Raw record={view.record} />
              </Section>
            </>
          }
        >
          {one.quote !== undefined && (
            <Section title={t`What the source says`}>
              <SourceQuote one={one} />
            </Section>
          )}
          <Register id={one.id} />
          <Section title={t`Reports of delivery`}>
            <BothSides one={one} />
          </Section>
          <Section title={t`History`}>
            <CommitmentHistory one={one} />
          </Section>
          <Section title={t`Versions`}>
            <Versions id={one.id} />
          </Section>
          <Section title={t`Comments`}>
            <Comments id={one.id} tlp={one.marking.tlp} isExpunged={isExpunged} />
          </Section>
        </Columns>
      </Page>
    </>
  );
}
