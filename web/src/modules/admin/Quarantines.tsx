import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FeedView, LiftedList } from '#contract/feeds.ts';
import { useSession } from '../../app/session.ts';
import { liftQuarantine, useLifted } from '../../data/node.ts';
import { feedsQuery } from '../../data/queries.ts';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { Section } from '../../ui/Section.tsx';
import { Reason } from '../../ui/Reason.tsx';
import { faultWords } from '../../ui/reason-words.ts';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Moment } from '../../ui/When.tsx';

/** Feeds whose log contradicted itself or ours. A person talks to the partner, then lets the next pull judge again. */
export function Quarantines() {
  const { t } = useLingui();
  const { permissions } = useSession();
  const feeds = useQuery(feedsQuery);
  const lifted = useLifted();
  const [lifting, setLifting] = useState<FeedView>();
  const client = useQueryClient();
  const faulty = feeds.data?.feeds.filter(({ fault }) => fault !== null) ?? [];
  if (faulty.length === 0 && (lifted.rows?.length ?? 0) === 0) return null;
  const columns: Column<FeedView>[] = [
    {
      key: 'origin',
      title: t`Feed`,
      isHeading: true,
      width: 'minmax(0, 2fr)',
      cell: ({ origin }) => <bdi dir="ltr">{origin}</bdi>,
    },
    {
      key: 'fault',
      title: t`What is wrong`,
      width: 'minmax(0, 2fr)',
      cell: ({ fault }) => fault !== null && <Reason code={fault.name} words={faultWords} said={fault.detail} />,
    },
    { key: 'at', title: t`Since`, cell: ({ fault }) => (fault === null ? '–' : <Moment at={fault.at} />) },
    {
      key: 'act',
      title: t`Act`,
      width: '10rem',
      cell: (feed) =>
        permissions.includes('feeds.lift') && (
          <Button size="compact-sm" variant="default" onClick={() => setLifting(feed)}>
            {t`Judge again …`}
          </Button>
        ),
    },
  ];
  return (
    <>
      <Section
        title={t`In quarantine`}
        note={t`Nothing of these is taken, and their accord’s other channels wait, until a person decided.`}
        flush
      >
        <DataTable label={t`In quarantine`} columns={columns} rows={faulty} keyOf={({ id }) => id} />
      </Section>
      {(lifted.rows?.length ?? 0) > 0 && <Lifted lifted={lifted.rows ?? []} more={lifted.more} />}
      {lifting !== undefined && (
        <ConfirmDialog
          title={t`Judge the feed again`}
          lead={
            <Trans>
              The next pull judges it by the same rules. Do this after the partner’s administrator told you what
              happened.
            </Trans>
          }
          act={t`Judge again`}
          reason={{ name: 'reason', hint: t`Kept with your name; oversight reads it.` }}
          send={async (reason) => {
            await liftQuarantine(lifting.id, reason);
            await client.invalidateQueries();
          }}
          close={() => setLifting(undefined)}
        />
      )}
    </>
  );
}

type LiftedProps = Pick<LiftedList, 'lifted'> & Pick<ReturnType<typeof useLifted>, 'more'>;

function Lifted({ lifted, more }: LiftedProps) {
  const { t } = useLingui();
  const columns: Column<LiftedList['lifted'][number]>[] = [
    { key: 'at', title: t`When`, width: '12rem', cell: ({ at }) => <Moment at={at} /> },
    { key: 'person', title: t`Who`, cell: ({ person }) => <bdi>{person}</bdi> },
    {
      key: 'origin',
      title: t`Feed`,
      width: 'minmax(0, 2fr)',
      isHeading: true,
      cell: ({ origin }) => <bdi dir="ltr">{origin}</bdi>,
    },
    {
      key: 'reason',
      title: t`Reason`,
      width: 'minmax(0, 2fr)',
      cell: ({ reason }) => <span dir="auto">{reason}</span>,
    },
  ];
  return (
    <Section title={t`Judged again`} flush>
      <DataTable
        label={t`Judged again`}
        columns={columns}
        rows={lifted}
        keyOf={({ at, origin }) => `${at} ${origin}`}
        more={more}
      />
    </Section>
  );
}
