import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group } from '@mantine/core';
import { IconHourglass, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccountRow } from '#contract/accounts.ts';
import { ROLES } from '../../app/roles.ts';
import { accountsQuery } from '../../data/accounts.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Section } from '../../ui/Section.tsx';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Distance } from '../../ui/When.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { NewAccountDialog } from './NewAccountDialog.tsx';

export type ShownLink = {
  readonly name: string;
  /** A service has none. */
  readonly link: string | null;
  /** For a second person, who confirms the role. */
  readonly isWaiting?: boolean;
};

export function Accounts() {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const list = useInfiniteQuery(accountsQuery);
  const [isMaking, setMaking] = useState(false);
  const [shown, setShown] = useState<ShownLink>();
  const renew = () => void client.invalidateQueries({ queryKey: accountsQuery.queryKey });

  const factors = (one: AccountRow): string =>
    [
      one.passkeys > 0 ? t`passkey` : undefined,
      one.hasTotp ? t`authenticator` : undefined,
      one.hasProvider ? t`identity provider` : undefined,
      one.kind === 'service' ? t`tokens: ${i18n.number(one.tokens)}` : undefined,
    ]
      .filter(Boolean)
      .join(', ');

  const columns: readonly Column<AccountRow>[] = [
    {
      key: 'name',
      title: t`Name`,
      width: 'minmax(12rem, 2fr)',
      isHeading: true,
      cell: (one) => (
        <Group gap={8}>
          <bdi>{one.name}</bdi>
          {one.kind === 'service' && (
            <Badge variant="default" tt="none">
              <Trans>Service</Trans>
            </Badge>
          )}
          {one.isEmergency && (
            <Badge variant="default" tt="none">
              <Trans>For emergencies</Trans>
            </Badge>
          )}
          {!one.isActive && (
            <Badge variant="default" tt="none">
              <Trans>Off</Trans>
            </Badge>
          )}
        </Group>
      ),
    },
    {
      key: 'roles',
      title: t`Role`,
      width: 'minmax(8rem, 1fr)',
      cell: (one) =>
        one.roles
          .map((role) => {
            const words = ROLES[role];
            return words === undefined ? role : t(words);
          })
          .join(', '),
    },
    { key: 'factors', title: t`Signs in by`, width: 'minmax(8rem, 1fr)', cell: (one) => factors(one) || t`link only` },
    {
      key: 'used',
      title: t`Last used`,
      width: '9rem',
      cell: (one) => (one.lastUsedAt === null ? t`never` : <Distance at={one.lastUsedAt} />),
    },
    {
      key: 'acts',
      title: t`Actions`,
      width: '7rem',
      cell: (one) => <AccountMenu account={one} show={setShown} renew={renew} />,
    },
  ];

  return (
    <>
      {shown?.isWaiting === true && (
        <Notice icon={IconHourglass} title={t`The role of ${shown.name} waits for a second person.`}>
          <Link to="/proposals">{t`To the proposals`}</Link>
        </Notice>
      )}
      {shown !== undefined && shown.link !== null && (
        <Section
          title={t`Sign-in link for ${shown.name}`}
          note={t`It works once, within 24 hours. Whoever holds it is that person: hand it over in person, and tell nobody else.`}
        >
          <CopyField label={t`Sign-in link`} value={shown.link} />
        </Section>
      )}
      <Section
        title={t`Accounts`}
        note={t`People of this node, and services that come with tokens.`}
        flush
        aside={
          <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setMaking(true)}>
            <Trans>Add somebody</Trans>
          </Button>
        }
      >
        <DataTable
          label={t`Accounts`}
          columns={columns}
          rows={list.data?.pages.flatMap(({ accounts }) => accounts)}
          keyOf={({ id }) => id}
          error={list.error}
          retry={() => void list.refetch()}
          more={{
            has: list.hasNextPage,
            isLoading: list.isFetchingNextPage,
            load: () => void list.fetchNextPage(),
          }}
        />
      </Section>
      {isMaking && <NewAccountDialog show={setShown} renew={renew} close={() => setMaking(false)} />}
    </>
  );
}
