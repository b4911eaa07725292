import type { MessageDescriptor } from '@lingui/core';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { BodyView } from '#contract/meetings.ts';
import { useSession, useSides } from '../../app/session.ts';
import { field, list, localizedField, number, text, texts } from '../../data/fields.ts';
import { bodyQuery } from '../../data/meetings.ts';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { Columns } from '../../ui/Columns.tsx';
import entries from '../../ui/Entries.module.css';
import { Facts } from '../../ui/Facts.tsx';
import { languageName } from '../../ui/language-name.ts';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { DeliveryLedger } from '../records/DeliveryLedger.tsx';
import { History } from '../records/History.tsx';
import { RecordSteps } from '../records/RecordSteps.tsx';
import { ReviseLink } from '../records/ReviseLink.tsx';
import { Versions } from '../records/Versions.tsx';
import { AgendaItems } from './AgendaItems.tsx';
import { MeetingRow } from './MeetingRow.tsx';
import { NewMeeting } from './NewMeeting.tsx';
import { NewSeries } from './NewSeries.tsx';
import { SeriesSection } from './SeriesSection.tsx';
import { ARRANGEMENT_STATES, PROCEDURE_WORDS, ROLE_WORDS } from './words.ts';

export function BodyPage() {
  const { id } = useParams({ from: '/shell/bodies/$id' });
  const answer = useQuery(bodyQuery(id));
  return <AwaitedPage answer={answer}>{(view) => <Shown view={view} id={id} />}</AwaitedPage>;
}

function Shown({ view, id }: { readonly view: BodyView; readonly id: string }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { permissions } = useSession();
  const [doing, setDoing] = useState<'series' | 'meeting'>();
  const { body, series, meetings, waiting } = view;
  const accord = text(body.record, 'accord_ref') ?? '';
  const languages = texts(body.record, 'languages');
  const mayWrite = permissions.includes('records.write');
  return (
    <Page
      title={localize(localizedField(body.record, 'name'))}
      lead={<StateChip state={body.state} terms={ARRANGEMENT_STATES} />}
      actions={
        <>
          <RecordSteps view={body} size="sm" />
          <ReviseLink id={id} view={body} />
          {mayWrite && (
            <Button variant="default" onClick={() => setDoing('series')}>
              <Trans>Propose a series</Trans>
            </Button>
          )}
          {mayWrite && (
            <Button variant="default" onClick={() => setDoing('meeting')}>
              <Trans>Propose a meeting</Trans>
            </Button>
          )}
        </>
      }
    >
      <Columns
        aside={
          <>
            <Section title={t`Terms of reference`}>
              <p dir="auto" className={entries.words}>
                {localize(localizedField(body.record, 'terms'))}
              </p>
            </Section>
            <Section title={t`Particulars`}>
              <Particulars body={body.record} />
            </Section>
            <Section title={t`History`}>
              <History steps={body.history} terms={ARRANGEMENT_STATES} />
            </Section>
            <Section title={t`Versions`}>
              <Versions id={id} />
            </Section>
            <Section title={t`Delivery`}>
              <DeliveryLedger delivery={body.delivery} />
            </Section>
          </>
        }
      >
        {series.map((one) => (
          <SeriesSection
            key={String(one.series.record['id'])}
            view={one}
            accord={accord}
            body={id}
            wanted={languages}
          />
        ))}
        <Section title={t`Meetings`}>
          {meetings.length === 0 && (
            <p className={entries.quiet}>
              <Trans>No meeting has been proposed yet.</Trans>
            </p>
          )}
          <ul className={entries.list}>
            {meetings.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} />
            ))}
          </ul>
        </Section>
        {waiting.length > 0 && (
          <Section title={t`Waiting for a meeting`}>
            <AgendaItems items={waiting} />
          </Section>
        )}
      </Columns>
      {doing === 'series' && (
        <NewSeries accord={accord} body={id} wanted={languages} close={() => setDoing(undefined)} />
      )}
      {doing === 'meeting' && (
        <NewMeeting wish={{ accord, body: id, wanted: languages }} close={() => setDoing(undefined)} />
      )}
    </Page>
  );
}

function Particulars({ body }: { readonly body: Readonly<Record<string, unknown>> }) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const { name: nameOf } = useSides();
  const languages = new Intl.ListFormat(i18n.locale).format(
    texts(body, 'languages').map((tag) => languageName(tag, i18n.locale)),
  );
  const host = field(body, 'host');
  const first = text(host, 'first');
  const parties = [...new Set(list(body, 'members').map((one) => text(one, 'party') ?? ''))];
  const credentials = field(body, 'credentials');
  const [issuer, due] = [localize(localizedField(credentials, 'issued_by')), number(credentials, 'days_before')];
  const between = field(body, 'intersessional');
  const procedures: Readonly<Record<string, MessageDescriptor>> = PROCEDURE_WORDS;
  const [procedure, days] = [procedures[text(between, 'procedure') ?? ''], number(between, 'days')];
  const chairs = list(body, 'co_chairs').map((chair) => {
    const party = text(chair, 'party') ?? '';
    return {
      label: t`Co-chair: ${nameOf(party)}`,
      value: <bdi>{localize(localizedField(chair, 'office'))}</bdi>,
      wide: true,
    };
  });
  return (
    <Facts
      facts={[
        ...chairs,
        ...parties.flatMap((party) => {
          const offices = list(body, 'members').filter((one) => text(one, 'party') === party);
          if (offices.length === 0) return [];
          const said = offices.map((one) => {
            const role = ROLE_WORDS[text(one, 'role') ?? ''];
            const office = localize(localizedField(one, 'office'));
            return role === undefined ? office : `${office} (${t(role)})`;
          });
          return [{ label: t`Members: ${nameOf(party)}`, value: <Lines lines={said} />, wide: true }];
        }),
        ...(issuer === '' || due === undefined
          ? []
          : [
              {
                label: t`Credentials`,
                value: t`issued by ${issuer}, ${plural(due, { one: '# day', other: '# days' })} before a meeting`,
                wide: true,
              },
            ]),
        ...(procedure === undefined || days === undefined
          ? []
          : [
              {
                label: t`Decisions between meetings`,
                value: t`${t(procedure)}; ${plural(days, { one: '# day', other: '# days' })} for an answer`,
                wide: true,
              },
            ]),
        { label: t`Quorum of each side`, value: number(field(body, 'quorum'), 'each_side') ?? '–' },
        {
          label: t`Host`,
          value:
            text(host, 'rule') === 'alternating' && first !== undefined
              ? t`alternating, ${nameOf(first)} first`
              : first !== undefined
                ? nameOf(first)
                : t`agreed each time`,
        },
        { label: t`Languages`, value: languages },
      ]}
    />
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul className={entries.list}>
      {lines.map((line) => (
        <li key={line} dir="auto">
          {line}
        </li>
      ))}
    </ul>
  );
}
