import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import { BackLink } from '../../app/BackLink.tsx';
import { useSession, useSides } from '../../app/session.ts';
import { cityTerms } from '../../data/cities.ts';
import { accordQuery } from '../../data/queries.ts';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { Columns } from '../../ui/Columns.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Party } from '../../ui/Party.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { ACCORD_STATES } from '../../ui/vocabulary.ts';
import { DeliveryLedger } from '../records/DeliveryLedger.tsx';
import { History } from '../records/History.tsx';
import { StepActions } from '../records/StepActions.tsx';
import classes from './Cities.module.css';
import { CityPlans } from './CityPlans.tsx';
import { Contacts } from './Contacts.tsx';
import { Flows } from './Flows.tsx';
import { NewVisit } from './NewVisit.tsx';
import { Practices } from './Practices.tsx';
import { Visits } from './Visits.tsx';

export function CityAccordPage() {
  const { id } = useParams({ from: '/shell/cities/$id' });
  const accord = useQuery(accordQuery(id));
  return <AwaitedPage answer={accord}>{(view) => <Shown view={view} />}</AwaitedPage>;
}

function Shown({ view }: { readonly view: AccordView }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { permissions } = useSession();
  const [isInviting, setInviting] = useState(false);
  const terms = cityTerms(view);
  const isOpen = view.state === 'in-force';
  const mayWrite = isOpen && permissions.includes('records.write');
  const memorandum = localize(terms?.memorandum ?? {});
  return (
    <>
      <BackLink to="/cities">{t`Cities, forum, delegations`}</BackLink>
      <Page
        title={localize(view.name)}
        lead={
          <span className={entries.row}>
            <StateChip state={view.state} terms={ACCORD_STATES} />
            <Reference value={view.id} what={t`Accord`} />
            <Link to="/accords/$id" params={{ id: view.id }}>
              <Trans>All its terms</Trans>
            </Link>
          </span>
        }
        actions={
          <>
            {mayWrite && (
              <Button onClick={() => setInviting(true)}>
                <Trans>Invite</Trans>
              </Button>
            )}
            <StepActions subject={{ kind: 'accords', id: view.id }} allowed={view.allowed} modified={undefined} />
          </>
        }
      >
        <Columns
          aside={
            <>
              <MembersSection view={view} parent={terms?.parent} />
              {memorandum !== '' && (
                <Section title={t`Memorandum`}>
                  <p dir="auto" className={entries.words}>
                    {memorandum}
                  </p>
                </Section>
              )}
              <Contacts accord={view.id} terms={terms} mayWrite={mayWrite} />
              <Section title={t`History`}>
                <History steps={view.history} terms={ACCORD_STATES} />
              </Section>
              <Section title={t`Delivery`}>
                <DeliveryLedger delivery={view.delivery} />
              </Section>
            </>
          }
        >
          <CityPlans accord={view.id} mayWrite={mayWrite} />
          <Visits accord={view.id} />
          <Practices accord={view.id} mayWrite={mayWrite} />
          <Flows />
        </Columns>
        {isInviting && <NewVisit accords={[view]} close={() => setInviting(false)} />}
      </Page>
    </>
  );
}

type MembersProps = { readonly view: AccordView; readonly parent: string | undefined };

function MembersSection({ view, parent }: MembersProps) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { isSelf } = useSides();
  const above = useQuery({ ...accordQuery(parent ?? ''), enabled: parent !== undefined });
  const members = cityTerms(view)?.members ?? [];
  return (
    <Section title={t`Members`}>
      {view.parties.map(({ id, names }) => (
        <div key={id} className={entries.item}>
          <Party name={localize(names)} self={isSelf(id)} note />
          <ul className={classes.flows}>
            {members
              .filter(({ party }) => party === id)
              .map(({ name }, n) => (
                <li key={n}>
                  <bdi>{localize(name)}</bdi>
                </li>
              ))}
          </ul>
        </div>
      ))}
      {parent !== undefined && (
        <p className={entries.quiet}>
          <Trans>
            It is under{' '}
            <Link to="/accords/$id" params={{ id: parent }}>
              <bdi>{above.data === undefined ? t`the accord of the two sides` : localize(above.data.name)}</bdi>
            </Link>
            .
          </Trans>
        </p>
      )}
    </Section>
  );
}
