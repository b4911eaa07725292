import { useLingui } from '@lingui/react/macro';
import { IconFileCertificate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { accordTerms } from '../../data/accord-terms.ts';
import { accordsQuery } from '../../data/queries.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { ACCORD_STATES } from '../../ui/vocabulary.ts';
import { Channels } from '../accord/Channels.tsx';

/** What may flow at all, accord by accord. It is changed by a revision of the accord that both sides ratify, nowhere else. */
export function ChannelsPage() {
  const { t } = useLingui();
  const localize = useLocalized();
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
            list.map((view) => (
              <Section
                key={view.id}
                title={localize(view.name)}
                aside={<StateChip state={view.state} terms={ACCORD_STATES} />}
                flush
              >
                <Channels channels={accordTerms(view).channels} />
              </Section>
            ))
          )
        }
      </Awaited>
    </Page>
  );
}
