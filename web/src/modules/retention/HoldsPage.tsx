import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Switch } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { HoldList } from '#contract/retention.ts';
import { usePages } from '../../data/pages.ts';
import { Chip } from '../../ui/Chip.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Moment } from '../../ui/When.tsx';
import { LiftHold } from './Dialogs.tsx';
import { RecordLink } from '../records/RecordLink.tsx';

type Hold = HoldList['holds'][number];

/** What is kept, whoever asks for its deletion: on what, by whom, why and since when. */
export function HoldsPage() {
  const { t } = useLingui();
  const words = useRecordWords();
  const localize = useLocalized();
  const [isAll, setAll] = useState(false);
  const [lifting, setLifting] = useState<Hold>();
  const list = usePages({
    key: ['holds'],
    list: 'listHolds',
    query: isAll ? { all: 'yes' } : {},
    rowsOf: ({ holds }) => holds,
  });
  const titleOf = ({ record }: Hold): string => {
    const title = localize(record.title);
    return title === '' ? words.type(record.type) : title;
  };
  return (
    <Page
      title={t`Legal holds`}
      lead={
        <Trans>
          Records that are kept whoever asks for their deletion. A hold is placed on the record’s page; the reason never
          leaves this node.
        </Trans>
      }
      actions={
        <Switch
          label={t`Also those that ended`}
          checked={isAll}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      }
    >
      <DataTable
        label={t`Legal holds`}
        {...list}
        keyOf={({ id }) => String(id)}
        empty={<EmptyState icon={IconLock} title={t`Nothing is held.`} />}
        columns={[
          {
            key: 'record',
            title: t`On what`,
            width: 'minmax(9rem, 2fr)',
            isHeading: true,
            cell: (hold) => (
              <RecordLink id={hold.record.id}>
                <bdi>{titleOf(hold)}</bdi>
              </RecordLink>
            ),
          },
          {
            key: 'reason',
            title: t`Why`,
            width: 'minmax(9rem, 2fr)',
            cell: ({ reason }) => <span dir="auto">{reason}</span>,
          },
          { key: 'who', title: t`Who`, cell: ({ placedByName }) => <bdi>{placedByName}</bdi> },
          { key: 'since', title: t`Since`, width: '9rem', cell: ({ placedAt }) => <Moment at={placedAt} /> },
          {
            key: 'until',
            title: t`Until`,
            width: '9rem',
            cell: ({ until }) => (until === null ? t`it is lifted` : <Moment at={until} />),
          },
          {
            key: 'state',
            title: t`State`,
            width: 'minmax(8rem, 1fr)',
            cell: (hold) => <State hold={hold} lift={() => setLifting(hold)} name={titleOf(hold)} />,
          },
        ]}
      />
      {lifting !== undefined && (
        <LiftHold id={lifting.record.id} hold={lifting.id} close={() => setLifting(undefined)} />
      )}
    </Page>
  );
}

type StateProps = { readonly hold: Hold; readonly name: string; readonly lift: () => void };

function State({ hold: { isStanding, mayLift, liftedAt, liftedByName, liftedWhy }, name, lift }: StateProps) {
  const { t } = useLingui();
  if (mayLift)
    return (
      <Button size="compact-sm" variant="default" aria-label={t`Lift the hold on ${name}`} onClick={lift}>
        {t`Lift …`}
      </Button>
    );
  if (isStanding) return <Chip tone="warn">{t`Held`}</Chip>;
  if (liftedAt === null) return <Chip tone="ended">{t`Ended by itself`}</Chip>;
  return (
    <span>
      <Trans>
        Lifted <Moment at={liftedAt} /> by <bdi>{liftedByName}</bdi>
      </Trans>
      {liftedWhy !== null && (
        <>
          : <span dir="auto">{liftedWhy}</span>
        </>
      )}
    </span>
  );
}
