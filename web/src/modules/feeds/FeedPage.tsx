import { Trans, useLingui } from '@lingui/react/macro';
import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconTimelineEventX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { FeedView } from '#contract/feeds.ts';
import { feedsQuery } from '../../data/queries.ts';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { Reason } from '../../ui/Reason.tsx';
import { faultWords } from '../../ui/reason-words.ts';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { Moment } from '../../ui/When.tsx';
import { useChannelTitle } from './channel-title.ts';
import { Direction } from './Direction.tsx';
import { Entries } from './Entries.tsx';
import { FEED_STATES, feedState } from './feed-state.ts';
import classes from './Feeds.module.css';

export function FeedPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/shell/feeds/$id' });
  const feeds = useQuery(feedsQuery);
  return (
    <AwaitedPage answer={feeds}>
      {({ feeds: list }) => {
        const feed = list.find((one) => one.id === id);
        return feed === undefined ? (
          <Page title={t`Not found`}>
            <EmptyState icon={IconTimelineEventX} title={t`This feed does not exist, or your role may not see it.`} />
          </Page>
        ) : (
          <Shown feed={feed} />
        );
      }}
    </AwaitedPage>
  );
}

function Shown({ feed }: { readonly feed: FeedView }) {
  const { t, i18n } = useLingui();
  const channelTitle = useChannelTitle(feed.accord);
  return (
    <Page title={t`Feed: ${channelTitle(feed.channel)}`} lead={<Direction feed={feed} />}>
      {feed.fault !== null && (
        <Alert
          color="red"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={t`This feed is in quarantine`}
        >
          <Reason code={feed.fault.name} words={faultWords} said={feed.fault.detail} /> <Moment at={feed.fault.at} />
        </Alert>
      )}
      <Section title={t`Checkpoint`} aside={<StateChip state={feedState(feed)} terms={FEED_STATES} />}>
        <Facts
          facts={[
            { label: t`Entries`, value: i18n.number(feed.size) },
            { label: t`Epoch`, value: i18n.number(feed.epoch) },
            {
              label: t`Root of the checkpoint`,
              value: <Reference value={feed.root} keep={16} what={t`Root of the checkpoint`} />,
            },
            { label: t`Signed`, value: feed.signedAt === null ? t`not yet` : <Moment at={feed.signedAt} /> },
            {
              label: t`Cosigned by the recipient`,
              value:
                feed.cosigned === null ? (
                  t`not yet`
                ) : (
                  <Trans>
                    up to {i18n.number(feed.cosigned.size)}, <Moment at={feed.cosigned.at} />
                  </Trans>
                ),
            },
            { label: t`Last contact`, value: feed.lastContact === null ? '–' : <Moment at={feed.lastContact} /> },
            { label: t`Origin`, wide: true, value: <Reference value={feed.origin} whole what={t`Origin`} /> },
          ]}
        />
      </Section>
      <Entries feed={feed} />
      <Section title={t`The signed checkpoint, as it is`}>
        <pre className={classes.note} dir="ltr">
          {feed.checkpoint}
        </pre>
      </Section>
    </Page>
  );
}
