import { useLingui } from '@lingui/react/macro';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { VisitView } from '#contract/cities.ts';
import { BackLink } from '../../app/BackLink.tsx';
import { useSides } from '../../app/session.ts';
import { cityTerms, visitQuery } from '../../data/cities.ts';
import { localizedField, number, text, texts } from '../../data/fields.ts';
import { accordQuery } from '../../data/queries.ts';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { Columns } from '../../ui/Columns.tsx';
import entries from '../../ui/Entries.module.css';
import { Facts } from '../../ui/Facts.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { languageName } from '../../ui/language-name.ts';
import { Page } from '../../ui/Page.tsx';
import { Party } from '../../ui/Party.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { StatedDate } from '../../ui/When.tsx';
import { DeliveryLedger } from '../records/DeliveryLedger.tsx';
import { History } from '../records/History.tsx';
import { RecordSteps } from '../records/RecordSteps.tsx';
import { ReviseLink } from '../records/ReviseLink.tsx';
import { Credentials } from './Credentials.tsx';
import { Delegations } from './Delegations.tsx';
import { Programme } from './Programme.tsx';
import { Report } from './Report.tsx';
import { VISIT_KIND_WORDS, VISIT_STATES } from './words.ts';

export function VisitPage() {
  const { id } = useParams({ from: '/shell/visits/$id' });
  const answer = useQuery(visitQuery(id));
  return <AwaitedPage answer={answer}>{(view) => <Shown view={view} />}</AwaitedPage>;
}

function Shown({ view }: { readonly view: VisitView }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { visit } = view;
  const about = localize(localizedField(visit.record, 'text'));
  const declined = visit.history.findLast(({ verb }) => verb === 'decline' || verb === 'cancel');
  const isOff = visit.state === 'declined' || visit.state === 'cancelled';
  return (
    <>
      <BackLink to="/cities">{t`Cities, forum, delegations`}</BackLink>
      <Page
        title={localize(localizedField(visit.record, 'title'))}
        lead={
          <span className={entries.row}>
            <StateChip state={visit.state} terms={VISIT_STATES} />
            <Days record={visit.record} />
            <bdi>{localize(localizedField(visit.record, 'place'))}</bdi>
            {isOff && declined?.reason && <span dir="auto">{declined.reason}</span>}
          </span>
        }
        actions={
          <>
            <RecordSteps view={visit} size="sm" />
            <ReviseLink id={String(visit.record['id'])} view={visit} />
          </>
        }
      >
        <Columns
          aside={
            <>
              <Section title={t`Invitation`}>
                <Stack gap={12}>
                  {about !== '' && (
                    <p dir="auto" className={entries.words}>
                      {about}
                    </p>
                  )}
                  <Particulars view={view} />
                </Stack>
              </Section>
              <Credentials view={view} />
              <Section title={t`History`}>
                <History steps={visit.history} terms={VISIT_STATES} />
              </Section>
              <Section title={t`Delivery`}>
                <DeliveryLedger delivery={visit.delivery} />
              </Section>
            </>
          }
        >
          <Programme view={view} />
          <Delegations view={view} />
          <Report view={view} />
        </Columns>
      </Page>
    </>
  );
}

function Days({ record }: { readonly record: Readonly<Record<string, unknown>> }) {
  const [from = '', until = ''] = [text(record, 'from'), text(record, 'until')];
  return (
    <span>
      <StatedDate date={from} />
      {until !== from && (
        <>
          {' – '}
          <StatedDate date={until} />
        </>
      )}
    </span>
  );
}

function Particulars({ view: { visit } }: { readonly view: VisitView }) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const { name, isSelf } = useSides();
  const { record, publisher } = visit;
  const accord = text(record, 'accord_ref') ?? '';
  const of = useQuery({ ...accordQuery(accord), enabled: accord !== '' }).data;
  const isOfCities = of !== undefined && cityTerms(of) !== undefined;
  const kind = text(record, 'kind') ?? '';
  const word = kind in VISIT_KIND_WORDS ? VISIT_KIND_WORDS[kind as keyof typeof VISIT_KIND_WORDS] : undefined;
  const [answerBy, zone, seats] = [text(record, 'answer_by'), text(record, 'time_zone'), number(record, 'seats')];
  const languages = texts(record, 'languages');
  return (
    <Facts
      facts={[
        { label: t`Invites`, value: <Party name={name(publisher)} self={isSelf(publisher)} />, wide: true },
        { label: t`Kind`, value: word === undefined ? kind : t(word) },
        ...(seats === undefined ? [] : [{ label: t`Heads at most`, value: i18n.number(seats) }]),
        ...(answerBy === undefined ? [] : [{ label: t`Answer by`, value: <StatedDate date={answerBy} /> }]),
        ...(languages.length === 0
          ? []
          : [
              {
                label: t`Languages`,
                value: new Intl.ListFormat(i18n.locale).format(languages.map((one) => languageName(one, i18n.locale))),
              },
            ]),
        ...(zone === undefined ? [] : [{ label: t`Time zone`, value: <bdi dir="ltr">{zone}</bdi> }]),
        ...(of === undefined
          ? []
          : [
              {
                label: t`Under the accord`,
                value: (
                  <Link to={isOfCities ? '/cities/$id' : '/accords/$id'} params={{ id: accord }}>
                    <bdi>{localize(of.name)}</bdi>
                  </Link>
                ),
                wide: true,
              },
            ]),
      ]}
    />
  );
}
