import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconBuildingCommunity } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { useSession } from '../../app/session.ts';
import { cityTerms } from '../../data/cities.ts';
import { accordsQuery } from '../../data/queries.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { ACCORD_STATES } from '../../ui/vocabulary.ts';
import { Members } from './Members.tsx';
import { NewCityAccord } from './NewCityAccord.tsx';
import { NewVisit } from './NewVisit.tsx';
import { Visits } from './Visits.tsx';
import { NoAccord } from '../accord/NoAccord.tsx';

/** Accords of cities under the accord, and the visits of both. */
export function CitiesPage() {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
  const accords = useQuery(accordsQuery);
  return (
    <Awaited answer={accords}>
      {({ accords: all }) => {
        const current = all.find((one) => one.id === id);
        // Whoever works on an accord of cities sees its neighbours.
        const parent = (current && cityTerms(current)?.parent) ?? id;
        return parent === undefined ? (
          <Page title={t`Cities, forum, delegations`}>
            <NoAccord />
          </Page>
        ) : (
          <Shown parent={parent} all={all} />
        );
      }}
    </Awaited>
  );
}

function Shown({ parent, all }: { readonly parent: string; readonly all: readonly AccordView[] }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { permissions } = useSession();
  const [doing, setDoing] = useState<'accord' | 'visit'>();
  const above = all.find(({ id }) => id === parent);
  const cities = all.filter((one) => cityTerms(one)?.parent === parent);
  const inForce = (one: AccordView) => one.state === 'in-force';
  const places = [...(above === undefined ? [] : [above]), ...cities].filter(inForce);
  const mayPropose = permissions.includes('accords.step') && above !== undefined && above.state !== 'proposed';
  return (
    <Page
      title={t`Cities, forum, delegations`}
      lead={<Trans>What cities agree on under the accord, and how either side is visited.</Trans>}
      actions={
        <>
          {permissions.includes('records.write') && places.length > 0 && (
            <Button onClick={() => setDoing('visit')}>
              <Trans>Invite</Trans>
            </Button>
          )}
          {mayPropose && (
            <Button variant="default" onClick={() => setDoing('accord')}>
              <Trans>Propose an accord of cities</Trans>
            </Button>
          )}
        </>
      }
    >
      <Section
        title={t`Accords of cities`}
        note={<Trans>Each has its own members and plan. Nothing operational can ever flow on one.</Trans>}
      >
        {cities.length === 0 ? (
          <EmptyState icon={IconBuildingCommunity} title={t`No accord of cities has been proposed yet.`}>
            <Trans>It is proposed under an accord that both sides ratified, and ratified by both like that one.</Trans>
          </EmptyState>
        ) : (
          <ul className={entries.list}>
            {cities.map((one) => (
              <li key={one.id} className={entries.item}>
                <div className={entries.row}>
                  <Link to="/cities/$id" params={{ id: one.id }} className={entries.strong}>
                    <bdi>{localize(one.name)}</bdi>
                  </Link>
                  <StateChip state={one.state} terms={ACCORD_STATES} />
                </div>
                <Members view={one} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Visits accord={parent} names={new Map(cities.map(({ id, name }) => [id, localize(name)]))} />
      {doing === 'accord' && above !== undefined && <NewCityAccord parent={above} close={() => setDoing(undefined)} />}
      {doing === 'visit' && <NewVisit accords={places} close={() => setDoing(undefined)} />}
    </Page>
  );
}
