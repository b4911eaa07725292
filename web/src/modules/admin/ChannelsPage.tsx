import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import { useSession } from '../../app/session.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { ceilingsOf } from '../../data/ceilings.ts';
import { accordsQuery } from '../../data/queries.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { ACCORD_STATES } from '../../ui/vocabulary.ts';
import { Channels } from '../accord/Channels.tsx';
import classes from './Admin.module.css';
import { CeilingDialog } from './CeilingDialog.tsx';
import { CeilingEffect } from './CeilingEffect.tsx';
import { Flow } from './Flow.tsx';

/** What may flow at all, accord by accord. It is changed by a revision of the accord that both sides ratify, nowhere else. */
export function ChannelsPage() {
  const { t } = useLingui();
  const accords = useQuery(accordsQuery);
  return (
    <Page
      title={t`Channels and ceilings`}
      lead={t`What may flow under each accord, and how long it is kept. Only a revision that both sides ratify changes it.`}
    >
      <Awaited answer={accords}>
        {({ accords: list }) =>
          list.length === 0 ? (
            <EmptyState icon={IconFileCertificate} title={t`No accord yet`} />
          ) : (
            list.map((view) => <Terms key={view.id} view={view} />)
          )
        }
      </Awaited>
    </Page>
  );
}

function Terms({ view }: { readonly view: AccordView }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { party, permissions } = useSession();
  const [isTrying, setTrying] = useState(false);
  // Only its author revises an accord, one version at a time; the other party ratifies it, or does not.
  const mayWrite =
    view.accord['created_by_ref'] === party.id && view.revision === null && permissions.includes('records.write');
  const { channels } = accordTerms(view);
  return (
    <>
      <Section title={localize(view.name)} aside={<StateChip state={view.state} terms={ACCORD_STATES} />} flush>
        <Channels channels={channels} />
      </Section>
      <Section
        title={t`What flows where: ${localize(view.name)}`}
        aside={
          mayWrite && (
            <Button size="compact-sm" variant="default" onClick={() => setTrying(true)}>
              {t`Another ceiling …`}
            </Button>
          )
        }
      >
        <Flow channels={channels} ceilings={ceilingsOf(view)} />
        {view.revision !== null && (
          <>
            <h3 className={classes.heading}>{t`With the terms that wait for ratification`}</h3>
            <CeilingEffect accord={view.id} />
          </>
        )}
        {isTrying && <CeilingDialog view={view} close={() => setTrying(false)} />}
      </Section>
    </>
  );
}
