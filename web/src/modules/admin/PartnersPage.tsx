import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PartnerView } from '#contract/partners.ts';
import { useSession } from '../../app/session.ts';
import { partnersQuery } from '../../data/node.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Party } from '../../ui/Party.tsx';
import { Section } from '../../ui/Section.tsx';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Distance, Moment } from '../../ui/When.tsx';
import classes from './Admin.module.css';
import { Keys } from './Keys.tsx';
import { OwnKey } from './OwnKey.tsx';
import { Pair } from './Pair.tsx';
import { Quarantines } from './Quarantines.tsx';

export function PartnersPage() {
  const { t } = useLingui();
  const { permissions } = useSession();
  const localize = useLocalized();
  const partners = useQuery(partnersQuery);
  const [opened, setOpened] = useState<PartnerView>();
  const [isPairing, setPairing] = useState(false);
  const columns: Column<PartnerView>[] = [
    {
      key: 'name',
      title: t`Partner`,
      isHeading: true,
      width: 'minmax(0, 2fr)',
      cell: ({ names }) => <Party name={localize(names)} self={false} />,
    },
    {
      key: 'fingerprint',
      title: t`Fingerprint`,
      width: 'minmax(0, 2fr)',
      cell: ({ fingerprint }) => <bdi dir="ltr">{fingerprint}</bdi>,
    },
    {
      key: 'contact',
      title: t`Last contact`,
      cell: ({ lastContact }) => (lastContact === null ? '–' : <Distance at={lastContact} />),
    },
    {
      key: 'state',
      title: t`Reachable`,
      width: '9rem',
      cell: (partner) => <Reachable partner={partner} />,
    },
  ];
  return (
    <Page
      title={t`Partners and keys`}
      lead={t`Nothing is trusted before its fingerprint was compared.`}
      actions={
        permissions.includes('partners.write') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setPairing(true)}>
            {t`Pair with a partner`}
          </Button>
        )
      }
    >
      <Section title={t`Partners`} flush>
        <DataTable
          label={t`Partners`}
          columns={columns}
          rows={partners.data?.partners}
          error={partners.error}
          retry={() => void partners.refetch()}
          keyOf={({ id }) => id}
          open={setOpened}
          empty={<EmptyState icon={IconUsersGroup} title={t`No partner yet`} />}
        />
      </Section>
      <Quarantines />
      <OwnKey />
      <Drawer
        title={opened === undefined ? '' : localize(opened.names)}
        isOpen={opened !== undefined}
        close={() => setOpened(undefined)}
        width="xl"
      >
        {opened !== undefined && <One partner={opened} />}
      </Drawer>
      {isPairing && <Pair close={() => setPairing(false)} />}
    </Page>
  );
}

function Reachable({ partner: { reachable } }: { readonly partner: PartnerView }) {
  const { t } = useLingui();
  if (reachable === null) return <Chip tone="wait">{t`Not asked yet`}</Chip>;
  return reachable ? <Chip tone="done">{t`Answers`}</Chip> : <Chip tone="bad">{t`Does not answer`}</Chip>;
}

function One({ partner }: { readonly partner: PartnerView }) {
  const { t } = useLingui();
  return (
    <div className={classes.stack}>
      <Facts
        facts={[
          { label: t`Address`, value: <bdi dir="ltr">{partner.url}</bdi>, wide: true },
          {
            label: t`Fingerprint`,
            value: (
              <bdi dir="ltr" className={classes.fingerprint}>
                {partner.fingerprint}
              </bdi>
            ),
            wide: true,
          },
          { label: t`Paired`, value: <Moment at={partner.pairedAt} /> },
          {
            label: t`Last contact`,
            value: partner.lastContact === null ? '–' : <Moment at={partner.lastContact} />,
          },
          ...(partner.fault === null
            ? []
            : [
                {
                  label: t`What went wrong last`,
                  wide: true,
                  value: (
                    <span lang="en" dir="ltr">
                      {partner.fault}
                    </span>
                  ),
                },
              ]),
        ]}
      />
      <Keys keys={partner.keys} label={t`Keys of the partner`} />
    </div>
  );
}
