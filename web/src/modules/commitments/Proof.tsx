import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Commitment } from '../../data/commitment.ts';
import { Facts } from '../../ui/Facts.tsx';
import { Reference } from '../../ui/Reference.tsx';

/** What anybody needs to prove it without trusting this node. */
export function Proof({ one }: { readonly one: Commitment }) {
  const { t, i18n } = useLingui();
  const { feed, c } = one.view;
  return (
    <>
      <Facts
        facts={[
          { label: t`Record`, value: <Reference value={one.id} keep={11} what={t`Record`} /> },
          {
            label: t`Hash of this version (c)`,
            value: <Reference value={c} keep={11} what={t`Hash of this version (c)`} />,
          },
          ...(feed === null
            ? []
            : [
                { label: t`Place in the feed`, value: i18n.number(feed.index) },
                { label: t`Feed`, wide: true, value: <Reference value={feed.origin} whole what={t`Feed`} /> },
              ]),
        ]}
      />
      <Text size="sm" c="dimmed" mt="sm">
        {feed === null ? (
          <Trans>It is in no feed yet, so nothing can be proved of it yet.</Trans>
        ) : (
          <Trans>
            It is proved by its place under the publisher’s signed checkpoint.{' '}
            <Link to="/exports" search={{ record: one.id }}>
              Export a dossier
            </Link>{' '}
            that anybody can verify offline.
          </Trans>
        )}
      </Text>
    </>
  );
}
