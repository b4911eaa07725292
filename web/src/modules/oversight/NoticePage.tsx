import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { RecordView } from '#contract/records.ts';
import { BackLink } from '../../app/BackLink.tsx';
import { useSides } from '../../app/session.ts';
import { recordQuery } from '../../data/queries.ts';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { VERBS } from '../../ui/vocabulary.ts';
import { Moment } from '../../ui/When.tsx';
import { DeliveryLedger } from '../records/DeliveryLedger.tsx';
import { Marked } from '../records/Marked.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import { StepActions } from '../records/StepActions.tsx';
import classes from './Oversight.module.css';
import { useSubjectWords } from './subject-words.ts';

/** From both sides: whoever was told acts on what they hold and says so; whoever told sees it. */
export function NoticePage() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/shell/subjects/notices/$id' });
  const record = useQuery(recordQuery(id));
  return (
    <>
      <BackLink to="/subjects">{t`All requests`}</BackLink>
      <AwaitedPage answer={record}>{(view) => <Shown id={id} view={view} />}</AwaitedPage>
    </>
  );
}

function Shown({ id, view }: { readonly id: string; readonly view: RecordView }) {
  const { t } = useLingui();
  const { kinds, answer } = useSubjectWords();
  const { name } = useSides();
  const { record, state, publisher, expunged, allowed, delivery, history } = view;
  const refs = Array.isArray(record['record_refs']) ? (record['record_refs'] as string[]) : []; // by its schema
  const isDeletion = record['kind'] === 'deletion';
  const title = isDeletion ? t`Notice of deletion` : t`Notice of correction`;
  const { due, note } = record as { readonly due?: string; readonly note?: string };
  return (
    <Page
      title={title}
      lead={
        <Chip tone={answer(state).tone} state={state}>
          {answer(state).label}
        </Chip>
      }
      actions={
        <StepActions subject={{ kind: 'records', id }} allowed={allowed} modified={String(record['modified'])} />
      }
    >
      <Marked record={record} title={title} isExpunged={expunged !== null} />
      <Section title={t`What was told`}>
        <Facts
          facts={[
            { label: t`From`, value: <bdi>{name(publisher)}</bdi> },
            { label: t`Kind`, value: isDeletion ? kinds.deletion : kinds.correction },
            ...(due === undefined ? [] : [{ label: t`Due`, value: <Moment at={`${due}T00:00:00.000Z`} /> }]),
            ...(note === undefined ? [] : [{ label: t`Note`, value: <span dir="auto">{note}</span>, wide: true }]),
          ]}
        />
        <p>
          {isDeletion ? (
            <Trans>
              Delete what you hold of these records: recall those that are yours, destroy copies and exports, and then
              say that it was carried out. If you may not, say why.
            </Trans>
          ) : (
            <Trans>
              Look at what you hold of these records: correct those that are yours, replace what was made from them, and
              then say that it was carried out. If you may not, say why.
            </Trans>
          )}
        </p>
        <ul className={classes.openings} aria-label={t`Records concerned`}>
          {refs.map((ref) => (
            <li key={ref}>
              <RecordLink id={ref}>
                <bdi dir="ltr" className={classes.asked}>
                  {ref}
                </bdi>
              </RecordLink>
            </li>
          ))}
        </ul>
      </Section>
      {delivery.length > 0 && (
        <Section title={t`Delivery`}>
          <DeliveryLedger delivery={delivery} />
        </Section>
      )}
      <Section title={t`Answer`}>
        {history.length === 0 && <p className={classes.quiet}>{t`None yet.`}</p>}
        <ul className={classes.openings}>
          {history.map((step) => (
            <li key={step.id}>
              <bdi>{name(step.party)}</bdi> {VERBS[step.verb] === undefined ? step.verb : t(VERBS[step.verb]!.done)} ·{' '}
              <Moment at={step.at} />
              <div className={classes.quiet}>
                <bdi>{step.unit}</bdi>
              </div>
              {step.reason !== null && <p dir="auto">{step.reason}</p>}
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}
