import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconUsersPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProposalView } from '#contract/rights.ts';
import { decideProposal, proposalsQuery } from '../../data/rights.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { ChangeFacts } from './ChangeFacts.tsx';
import { EffectList } from './EffectList.tsx';
import classes from './People.module.css';
import { KINDS, PROPOSAL_STATES } from './words.ts';

const TONES = { open: 'wait', confirmed: 'done', refused: 'bad', withdrawn: 'ended', expired: 'ended' } as const;
/** The change names it. */
const OF_ONE_RECORD: ReadonlySet<string> = new Set(['record.place', 'record.mark', 'release.confirm']);
type Asked = { readonly how: 'confirm' | 'refuse'; readonly proposal: ProposalView };

/** What needs two people: proposed by one, done when another confirms it. */
export function ProposalsPage() {
  const { t } = useLingui();
  const proposals = useQuery(proposalsQuery);
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked>();
  return (
    <Page
      title={t`Proposals`}
      lead={t`What widens somebody’s rights is done when a second person confirms it, never the one who proposed it.`}
      width="reading"
    >
      <Awaited answer={proposals}>
        {({ proposals: all }) =>
          all.length === 0 ? (
            <EmptyState icon={IconUsersPlus} title={t`Nothing was proposed yet`} />
          ) : (
            all.map((one) => <One key={one.id} proposal={one} ask={setAsked} />)
          )
        }
      </Awaited>
      {asked !== undefined && (
        <ConfirmDialog
          title={asked.how === 'confirm' ? t`Confirm the proposal` : asked.proposal.mine ? t`Withdraw` : t`Refuse`}
          lead={asked.how === 'confirm' ? t`It is done at once.` : t`It will not be done.`}
          act={asked.how === 'confirm' ? t`Confirm` : asked.proposal.mine ? t`Withdraw` : t`Refuse`}
          isGrave={asked.how === 'refuse'}
          reason={{ name: 'why' }}
          send={async (why) => {
            await decideProposal(asked.proposal.id, asked.how, why);
            await client.invalidateQueries({ queryKey: ['rights'] });
          }}
          close={() => setAsked(undefined)}
        />
      )}
    </Page>
  );
}

function One({ proposal, ask }: { readonly proposal: ProposalView; readonly ask: (asked: Asked) => void }) {
  const { t } = useLingui();
  const { kind, state, by, at, reason, expires, decidedBy, decidedWhy, effect, mine } = proposal;
  return (
    <Section
      title={KINDS[kind] === undefined ? kind : t(KINDS[kind])}
      aside={
        <Chip tone={TONES[state]}>{PROPOSAL_STATES[state] === undefined ? state : t(PROPOSAL_STATES[state])}</Chip>
      }
    >
      <p>
        <bdi>{by.name}</bdi> · <Moment at={at} />
      </p>
      <p dir="auto">{reason}</p>
      <ChangeFacts proposal={proposal} />
      <EffectList
        effect={effect}
        of={state === 'open' && !OF_ONE_RECORD.has(kind) ? { proposal: proposal.id } : undefined}
      />
      {decidedBy !== null && (
        <p dir="auto">
          <bdi>{decidedBy.name}</bdi>: {decidedWhy}
        </p>
      )}
      {state === 'open' && (
        <>
          <p>
            {t`Waits until`} <Moment at={expires} />
          </p>
          <div className={classes.row}>
            {!mine && <Button onClick={() => ask({ how: 'confirm', proposal })}>{t`Confirm`}</Button>}
            <Button variant="default" onClick={() => ask({ how: 'refuse', proposal })}>
              {mine ? t`Withdraw` : t`Refuse`}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}
