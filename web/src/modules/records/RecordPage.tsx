import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { RecordView } from '#contract/records.ts';
import { headline } from '../../data/commitment.ts';
import { field, text } from '../../data/fields.ts';
import { markingOf } from '../../data/marking.ts';
import { useSession } from '../../app/session.ts';
import { isOfPerson } from '../../data/purpose.ts';
import { recordQuery } from '../../data/queries.ts';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { Columns } from '../../ui/Columns.tsx';
import { Exercise } from '../../ui/Exercise.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { PurposeGate } from '../../ui/PurposeGate.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';
import { Moment } from '../../ui/When.tsx';
import { Comments } from './Comments.tsx';
import { DeliveryLedger } from './DeliveryLedger.tsx';
import { FileOf } from './FileOf.tsx';
import { Holds } from './Holds.tsx';
import { Kept } from './Kept.tsx';
import { Marked } from './Marked.tsx';
import { Origin } from './Origin.tsx';
import { Raw } from './Raw.tsx';
import { ReachButton } from './ReachDrawer.tsx';
import { RecordActions } from './RecordActions.tsx';
import { RecordAccesses } from './RecordAccesses.tsx';
import { RecordFields } from './RecordFields.tsx';
import { RecordLink, recordPath } from './RecordLink.tsx';
import classes from './RecordPage.module.css';
import { RecordSeals } from './RecordSeals.tsx';
import { Related } from './Related.tsx';
import { Versions } from './Versions.tsx';

/** One page for a record of any type; what has a page of its own uses the same sections. */
export function RecordPage() {
  const { id } = useParams({ from: '/shell/records/$id' });
  if (!isOfPerson(id)) return <Read id={id} />;
  return (
    <PurposeGate>
      <Read id={id} />
    </PurposeGate>
  );
}

function Read({ id }: { readonly id: string }) {
  const record = useQuery(recordQuery(id));
  return <AwaitedPage answer={record}>{(view) => <Shown key={id} id={id} view={view} />}</AwaitedPage>;
}

function Shown({ id, view }: { readonly id: string; readonly view: RecordView }) {
  const { t } = useLingui();
  const words = useRecordWords();
  const { permissions } = useSession();
  const mayReadLog = permissions.includes('access.read');
  const maySeeSeals = permissions.includes('seals.read');
  const { record, expunged } = view;
  const type = words.type(String(record['type']));
  const title = expunged === null ? (titleOf(record) ?? type) : t`Content expunged`;
  const { tlp } = markingOf(record);
  return (
    <Page
      title={title}
      lead={
        <span className={classes.line}>
          {record['exercise'] === true && <Exercise />}
          <span>{type}</span>
          {view.state in COMMITMENT_STATES && <StateChip state={view.state} terms={COMMITMENT_STATES} />}
          {view.state === 'revoked' && <span>{t`Revoked by its author`}</span>}
          <ItsPlace id={id} record={record} />
        </span>
      }
      actions={<RecordActions id={id} view={view} />}
    >
      <Marked record={record} title={title} isExpunged={expunged !== null} />
      <Columns
        aside={
          <>
            <Section title={t`Where it comes from`}>
              <Origin id={id} view={view} />
            </Section>
            <Section title={t`Delivery`} aside={<ReachButton id={id} />}>
              {view.place === 'internal' ? (
                <Trans>Internal: it stays at this node.</Trans>
              ) : (
                <DeliveryLedger delivery={view.delivery} />
              )}
            </Section>
            <Section title={t`Kept`}>
              <Facts
                facts={[
                  {
                    label: t`Until`,
                    value: expunged === null ? <Kept id={id} /> : <Moment at={expunged} />,
                    wide: true,
                  },
                ]}
              />
              <Holds id={id} />
            </Section>
            <Section title={t`Related records`}>
              <Related id={id} />
            </Section>
            {maySeeSeals && <RecordSeals id={id} />}
            {mayReadLog && <RecordAccesses id={id} />}
            <Section title={t`Raw data`}>
              <Raw record={record} />
            </Section>
          </>
        }
      >
        {expunged === null && (
          <Section title={t`What it says`}>
            <RecordFields record={record} />
          </Section>
        )}
        {view.file !== null && (
          <Section title={t`File`}>
            <FileOf id={id} file={view.file} name={text(record, 'name') ?? ''} />
          </Section>
        )}
        <Section title={t`Versions`}>
          <Versions id={id} />
        </Section>
        <Section title={t`Comments`}>
          <Comments id={id} tlp={tlp} isExpunged={expunged !== null} />
        </Section>
      </Columns>
    </Page>
  );
}

/** Back to where people work on it. */
function ItsPlace({ id, record }: { readonly id: string; readonly record: RecordView['record'] }) {
  const subject = text(field(record, 'subject'), 'id');
  if (subject !== undefined)
    return (
      <RecordLink id={subject}>
        <Trans>What it is a step on</Trans>
      </RecordLink>
    );
  if (recordPath(id) === `/records/${id}`) return null;
  return (
    <RecordLink id={id}>
      {record['type'] === 'commitment' ? <Trans>Its page among the commitments</Trans> : <Trans>Its own page</Trans>}
    </RecordLink>
  );
}

function titleOf(record: RecordView['record']): string | undefined {
  for (const property of ['title', 'name', 'abstract']) {
    const value = record[property];
    if (typeof value === 'string' && value !== '') return value;
  }
  // A commitment without words of ours is named by those that it rests on.
  const quoted = text(field(record, 'quote'), 'exact');
  return quoted === undefined ? undefined : headline(quoted);
}
