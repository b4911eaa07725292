import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { IconHourglass, IconUsersPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReleaseLimits, RightsChange } from '#contract/rights.ts';
import { useSession } from '../../app/session.ts';
import { proposalsQuery, releaseLimitsQuery } from '../../data/rights.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Marking } from '../../ui/Marking.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { tlpOptions } from './tlp.ts';

type Limit = ReleaseLimits['limits'][number];
const EVERY = '*';

/** From which marking on nothing leaves on one person's word alone. */
export function ReleasePage() {
  const { t } = useLingui();
  const localize = useLocalized();
  const limits = useQuery(releaseLimitsQuery);
  const proposals = useQuery(proposalsQuery);
  const mayChange = useSession().permissions.includes('people.write');
  const [asked, setAsked] = useState<'set' | { readonly change: Limit } | { readonly drop: Limit }>();
  const close = () => setAsked(undefined);
  const waiting = proposals.data?.proposals.filter(({ kind, state }) => kind === 'confirm.from' && state === 'open');
  const accordOf = ({ accord, name }: Limit) =>
    accord === EVERY ? t`Every accord` : name === null ? <bdi dir="ltr">{accord}</bdi> : <bdi>{localize(name)}</bdi>;
  return (
    <Page
      title={t`Limit of release`}
      lead={
        <Trans>
          A record that is marked as strictly as the limit, or more, leaves only when a second person confirms it, never
          its writer. The most particular limit holds.
        </Trans>
      }
      actions={mayChange && <Button onClick={() => setAsked('set')}>{t`Set a limit`}</Button>}
    >
      {waiting !== undefined && waiting.length > 0 && (
        <Notice icon={IconHourglass} title={t`A change of the limit waits for a second person.`}>
          <Link to="/proposals">{t`To the proposals`}</Link>
        </Notice>
      )}
      <DataTable
        label={t`Limits of release`}
        rows={limits.data?.limits}
        error={limits.error}
        keyOf={({ accord, channel }) => `${accord} ${channel}`}
        empty={
          <EmptyState icon={IconUsersPlus} title={t`No limit is set`}>
            {t`Whoever may write records releases them alone, whatever their marking.`}
          </EmptyState>
        }
        columns={[
          { key: 'accord', title: t`Accord`, width: 'minmax(9rem, 2fr)', isHeading: true, cell: accordOf },
          {
            key: 'channel',
            title: t`Channel`,
            cell: ({ channel }) => (channel === EVERY ? t`Every channel` : <bdi dir="ltr">{channel}</bdi>),
          },
          {
            key: 'tlp',
            title: t`A second person from`,
            width: 'minmax(9rem, 1fr)',
            cell: ({ tlp }) => <Marking marking={{ tlp }} />,
          },
          ...(mayChange
            ? [
                {
                  key: 'act',
                  title: t`Change`,
                  width: 'minmax(10rem, 1fr)',
                  cell: (limit: Limit) => (
                    <Group gap={6}>
                      <Button size="compact-sm" variant="default" onClick={() => setAsked({ change: limit })}>
                        {t`Change …`}
                      </Button>
                      <Button size="compact-sm" variant="default" onClick={() => setAsked({ drop: limit })}>
                        {t`Drop …`}
                      </Button>
                    </Group>
                  ),
                },
              ]
            : []),
        ]}
      />
      {asked === 'set' && <SetLimit close={close} />}
      {typeof asked === 'object' && 'change' in asked && <SetLimit limit={asked.change} close={close} />}
      {typeof asked === 'object' && 'drop' in asked && (
        <ChangeDialog
          title={t`Drop the limit`}
          act={t`Drop it`}
          isGrave
          change={{ kind: 'confirm.from', accord: asked.drop.accord, channel: asked.drop.channel, tlp: null }}
          close={close}
        />
      )}
    </Page>
  );
}

type Change = Extract<RightsChange, { kind: 'confirm.from' }>;

function SetLimit({ limit, close }: { readonly limit?: Limit; readonly close: () => void }) {
  const { t } = useLingui();
  const [accord, setAccord] = useState(limit?.accord ?? EVERY);
  const [channel, setChannel] = useState(limit?.channel ?? EVERY);
  const [tlp, setTlp] = useState<string>(limit?.tlp ?? 'amber');
  const change: Change = {
    kind: 'confirm.from',
    accord: accord.trim(),
    channel: channel.trim(),
    tlp: tlp as Change['tlp'], // one of the options
  };
  const isWhole = change.accord !== '' && change.channel !== '';
  return (
    <ChangeDialog
      title={limit === undefined ? t`Set a limit` : t`Change the limit`}
      act={t`Set it`}
      change={isWhole ? change : undefined}
      close={close}
    >
      <TextField
        name="change.accord"
        label={t`Accord`}
        hint={t`Its id; * for every accord, also those to come.`}
        isCode
        isNeeded
        isOff={limit !== undefined}
        value={accord}
        change={setAccord}
      />
      <TextField
        name="change.channel"
        label={t`Channel`}
        hint={t`Its name; * for every channel.`}
        isCode
        isNeeded
        isOff={limit !== undefined}
        value={channel}
        change={setChannel}
      />
      <SelectField
        name="change.tlp"
        label={t`A second person from this marking on`}
        options={tlpOptions}
        value={tlp}
        change={setTlp}
      />
    </ChangeDialog>
  );
}
