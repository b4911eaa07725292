import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import { useSession } from '../../app/session.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { accordQuery } from '../../data/queries.ts';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { Columns } from '../../ui/Columns.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { ACCORD_STATES } from '../../ui/vocabulary.ts';
import { DeliveryLedger } from '../records/DeliveryLedger.tsx';
import { History } from '../records/History.tsx';
import { StepActions } from '../records/StepActions.tsx';
import classes from './Accord.module.css';
import { Channels } from './Channels.tsx';
import { LegalBases } from './LegalBases.tsx';
import { NewAccord } from './NewAccord.tsx';
import { Parties } from './Parties.tsx';
import { Revision } from './Revision.tsx';
import { Rules } from './Rules.tsx';

export function AccordPage() {
  const { id } = useParams({ from: '/shell/accords/$id' });
  const accord = useQuery(accordQuery(id));
  return <AwaitedPage answer={accord}>{(view) => <Shown view={view} />}</AwaitedPage>;
}

function Shown({ view }: { readonly view: AccordView }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const terms = accordTerms(view);
  const { party, partners, permissions } = useSession();
  const [isProposing, setProposing] = useState(false);
  // Only its author revises it; the other party ratifies what it proposes, or does not.
  const isAuthor = view.accord['created_by_ref'] === party.id;
  return (
    <Page
      title={localize(view.name)}
      lead={
        <span className={classes.lead}>
          <StateChip state={view.state} terms={ACCORD_STATES} />
          <Reference value={view.id} what={t`Accord`} />
          <Link to="/records/$id" params={{ id: view.id }}>
            <Trans>All of the record</Trans>
          </Link>
        </span>
      }
      actions={
        // Which version a step binds depends on the verb (the newest is ratified, the one in force suspended): the node knows.
        <>
          {partners.length > 1 && permissions.includes('accords.step') && permissions.includes('records.write') && (
            <Button variant="default" onClick={() => setProposing(true)}>
              <Trans>Propose an accord</Trans>
            </Button>
          )}
          {isProposing && <NewAccord close={() => setProposing(false)} />}
          {isAuthor && permissions.includes('records.write') && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/records/$id/revise" params={{ id: view.id }} {...props} />}
            >
              <Trans>Propose a new version</Trans>
            </Button>
          )}
          <StepActions subject={{ kind: 'accords', id: view.id }} allowed={view.allowed} modified={undefined} />
        </>
      }
    >
      {view.revision !== null && <Revision view={view} revision={view.revision} />}
      <Parties view={view} />
      <Section
        title={t`Channels`}
        note={
          <Trans>Each channel has its own feeds and a ceiling: nothing marked above it leaves by that channel.</Trans>
        }
        flush
      >
        <Channels channels={terms.channels} />
      </Section>
      <Columns
        aside={
          <>
            <Section title={t`Rules`}>
              <Rules entryIntoForce={terms.entryIntoForce} validFrom={terms.validFrom} />
            </Section>
            <Section title={t`Delivery`}>
              <DeliveryLedger delivery={view.delivery} />
            </Section>
          </>
        }
      >
        <Section
          title={t`Legal bases`}
          note={<Trans>One that is not in force is listed so that nobody cites it by mistake.</Trans>}
          flush
        >
          <LegalBases bases={terms.legalBases} />
        </Section>
      </Columns>
      <Section title={t`History`}>
        <History steps={view.history} terms={ACCORD_STATES} />
      </Section>
    </Page>
  );
}
