import { Trans, useLingui } from '@lingui/react/macro';
import { IconTimeline } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FeedView } from '#contract/feeds.ts';
import { useSession } from '../../app/session.ts';
import { feedsQuery } from '../../data/queries.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { Moment } from '../../ui/When.tsx';
import { useChannelTitle } from './channel-title.ts';
import { Direction } from './Direction.tsx';
import { byName, FEED_STATES, feedState } from './feed-state.ts';
import classes from './Feeds.module.css';

export function FeedsPage() {
  const { t } = useLingui();
  const feeds = useQuery(feedsQuery);
  return (
    <Page
      title={t`Feeds`}
      lead={
        <Trans>
          What one side released to the other, entry by entry, in logs that can only grow. The publisher signs each
          checkpoint; the recipient verifies it, stores the entries and cosigns.
        </Trans>
      }
    >
      <Awaited answer={feeds}>
        {({ feeds: list }) =>
          list.length === 0 ? (
            <EmptyState icon={IconTimeline} title={t`There are no feeds yet.`} />
          ) : (
            <Accords feeds={list} />
          )
        }
      </Awaited>
    </Page>
  );
}

function Accords({ feeds }: { readonly feeds: readonly FeedView[] }) {
  const localize = useLocalized();
  const { accords } = useSession();
  const ids = [...new Set(feeds.map(({ accord }) => accord))];
  return ids.map((id) => {
    const accord = accords.find((one) => one.id === id);
    const own = feeds.filter((feed) => feed.accord === id);
    return (
      <Section key={id} title={accord === undefined ? id : localize(accord.name)} flush>
        <FeedTable feeds={own} accord={id} />
      </Section>
    );
  });
}

function FeedTable({ feeds, accord }: { readonly feeds: readonly FeedView[]; readonly accord: string }) {
  const { t, i18n } = useLingui();
  const channelTitle = useChannelTitle(accord);
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t`Channel and direction`}</th>
            <th scope="col">{t`State`}</th>
            <th scope="col">{t`Entries`}</th>
            <th scope="col">{t`Cosigned by the recipient`}</th>
            <th scope="col">{t`Checkpoint`}</th>
            <th scope="col">{t`Last contact`}</th>
          </tr>
        </thead>
        <tbody>
          {feeds.toSorted(byName).map((feed) => (
            <tr key={feed.id} data-origin={feed.origin}>
              <td>
                <Link to="/feeds/$id" params={{ id: feed.id }} className={classes.link}>
                  {channelTitle(feed.channel)}
                </Link>
                <Direction feed={feed} />
              </td>
              <td data-label={t`State`}>
                <StateChip state={feedState(feed)} terms={FEED_STATES} />
                {feed.fault !== null && (
                  <p className={classes.fault} dir="auto">
                    {feed.fault.detail}
                  </p>
                )}
              </td>
              <td data-label={t`Entries`} className={classes.number}>
                {i18n.number(feed.size)}
              </td>
              <td data-label={t`Cosigned by the recipient`}>
                {feed.cosigned === null ? (
                  <span className={classes.quiet}>{t`not yet`}</span>
                ) : (
                  <>
                    <span className={classes.number}>{t`up to ${i18n.number(feed.cosigned.size)}`}</span>
                    <span className={classes.quiet}>
                      <Moment at={feed.cosigned.at} />
                    </span>
                  </>
                )}
              </td>
              <td data-label={t`Checkpoint`}>
                <Reference value={feed.root} what={t`Root of the checkpoint`} />
                <span className={classes.quiet}>{feed.signedAt !== null && <Moment at={feed.signedAt} />}</span>
              </td>
              <td data-label={t`Last contact`}>
                {feed.lastContact === null ? (
                  <span className={classes.quiet}>–</span>
                ) : (
                  <Moment at={feed.lastContact} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
