import { Trans, useLingui } from '@lingui/react/macro';
import { IconChecklist } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ChaseItem } from '#contract/review.ts';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { useSides } from '../../app/session.ts';
import { headline } from '../../data/commitment.ts';
import { dashboardQuery } from '../../data/review.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Party } from '../../ui/Party.tsx';
import { Section } from '../../ui/Section.tsx';
import { StatedDate } from '../../ui/When.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import classes from './Review.module.css';
import { CHASE_WORDS } from './words.ts';
import { NoAccord } from '../accord/NoAccord.tsx';

/** For the secretary: what waits, for whom, and since when; the longest first. */
export function ChasePage() {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
  return (
    <Page title={t`What to chase`} lead={<Trans>What waits, for whom, and since when; the longest first.</Trans>}>
      {id === undefined ? <NoAccord /> : <Chased key={id} accord={id} />}
    </Page>
  );
}

function Chased({ accord }: { readonly accord: string }) {
  const { t } = useLingui();
  const { self } = useSides();
  const answer = useQuery(dashboardQuery(accord));
  return (
    <Awaited answer={answer}>
      {({ chase, isWhole }) => {
        const theirs = chase.filter(({ parties }) => parties.some((party) => party !== self));
        const ours = chase.filter(({ parties }) => parties.includes(self));
        return (
          <div className={classes.page}>
            {!isWhole && (
              <p className={entries.quiet}>
                <Trans>There is more than was looked through; this is the part that was.</Trans>
              </p>
            )}
            {chase.length === 0 && <EmptyState icon={IconChecklist} title={t`Nothing waits for anybody.`} />}
            {theirs.length > 0 && <Items title={t`At the partner`} items={theirs} />}
            {ours.length > 0 && <Items title={t`At this side`} items={ours} />}
          </div>
        );
      }}
    </Awaited>
  );
}

function Items({ title, items }: { readonly title: string; readonly items: readonly ChaseItem[] }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { isSelf, name } = useSides();
  return (
    <Section title={title}>
      <ul className={entries.list}>
        {items.map(({ kind, record, title: about, parties, since, due }) => (
          <li key={`${kind} ${record}`} className={classes.item}>
            <span className={classes.row}>
              <Chip tone={kind === 'overdue' || kind === 'settle' ? 'bad' : 'wait'}>{t(CHASE_WORDS[kind])}</Chip>
              <RecordLink id={record}>
                <bdi>{about === null ? record : typeof about === 'string' ? headline(about) : localize(about)}</bdi>
              </RecordLink>
            </span>
            <span className={classes.row}>
              {parties.map((party) => (
                <Party key={party} name={name(party)} self={isSelf(party)} />
              ))}
              <span className={entries.quiet}>
                <Trans>
                  since <StatedDate date={since} />
                </Trans>
              </span>
              {due !== null && (
                <span className={entries.quiet}>
                  <Trans>
                    due <StatedDate date={due} />
                  </Trans>
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
