import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconLockSquareRounded } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SealKeys } from '#contract/seals.ts';
import { useSession } from '../../app/session.ts';
import { usePages } from '../../data/pages.ts';
import { sealKeysQuery } from '../../data/seals.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Moment } from '../../ui/When.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import { OwnSealKey } from './OwnSealKey.tsx';
import { SealDialog } from './SealDialog.tsx';

/** What nobody reads in daily work: who sealed it, how often it was opened, and who together can open it. */
export function SealsPage() {
  const { t, i18n } = useLingui();
  const { permissions } = useSession();
  const keys = useQuery(sealKeysQuery);
  const [isSealing, setSealing] = useState(false);
  const mayHold = permissions.includes('seals.hold');
  const list = usePages({ key: ['seals'], list: 'listSeals', rowsOf: ({ seals }) => seals });
  return (
    <Page
      title={t`Sealed content`}
      lead={
        <Trans>
          Encrypted in the browser of whoever sealed it. Two people of two sides open it together, for a reason; the
          owner is told, and how often it happened is published.
        </Trans>
      }
      actions={
        permissions.includes('seals.write') && <Button onClick={() => setSealing(true)}>{t`Seal content …`}</Button>
      }
    >
      {mayHold && <Awaited answer={keys}>{(held) => <OwnSealKey own={held.own} />}</Awaited>}
      <DataTable
        label={t`Sealed content`}
        {...list}
        keyOf={({ id }) => id}
        empty={<EmptyState icon={IconLockSquareRounded} title={t`Nothing is sealed.`} />}
        columns={[
          {
            key: 'label',
            title: t`What it is`,
            width: 'minmax(9rem, 2fr)',
            isHeading: true,
            cell: ({ id, label }) =>
              mayHold ? (
                <Link to="/seals/$id" params={{ id }}>
                  <bdi>{label}</bdi>
                </Link>
              ) : (
                <bdi>{label}</bdi>
              ),
          },
          { key: 'at', title: t`Sealed`, width: '10rem', cell: ({ at }) => <Moment at={at} /> },
          {
            key: 'openings',
            title: t`Times opened`,
            width: '7rem',
            isNumber: true,
            cell: ({ openings }) => i18n.number(openings),
          },
          {
            key: 'record',
            title: t`Belongs to`,
            cell: ({ record }) => (record === null ? '–' : <RecordLink id={record}>{t`The record`}</RecordLink>),
          },
        ]}
      />
      <Awaited answer={keys}>{(held) => <Holders keys={held.keys} />}</Awaited>
      {isSealing && <SealDialog close={() => setSealing(false)} />}
    </Page>
  );
}

function Holders({ keys }: { readonly keys: SealKeys['keys'] }) {
  const { t } = useLingui();
  const namesOf = (side: string) => keys.filter((key) => key.side === side).map(({ name }) => name);
  const names = (side: string) => {
    const found = namesOf(side);
    return found.length === 0
      ? t`Nobody yet: nothing can be sealed`
      : found.map((name) => (
          <div key={name}>
            <bdi>{name}</bdi>
          </div>
        ));
  };
  return (
    <Section
      title={t`Who holds keys`}
      note={t`One of each side is needed to open. Have two of each: with the last key of a side what is sealed is lost.`}
    >
      <Facts
        facts={[
          { label: t`Central authority`, value: names('keeper') },
          { label: t`Oversight`, value: names('oversight') },
        ]}
      />
    </Section>
  );
}
