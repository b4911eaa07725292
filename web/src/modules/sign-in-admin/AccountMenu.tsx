import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu, VisuallyHidden } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AccountRow } from '#contract/accounts.ts';
import { ask } from '../../data/client.ts';
import { serviceTokensQuery } from '../../data/accounts.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { Tokens } from '../security/Tokens.tsx';
import type { ShownLink } from './Accounts.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

type Props = {
  readonly account: AccountRow;
  readonly show: (link: ShownLink) => void;
  readonly renew: () => void;
};

type Act = {
  readonly key: string;
  readonly label: string;
  readonly lead: ReactNode;
  readonly isGrave?: boolean;
  readonly send: () => Promise<unknown>;
};

export function AccountMenu({ account, show, renew }: Props) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<Act>();
  const [areTokensOpen, setTokensOpen] = useState(false);
  const { id, name, kind, isActive, isEmergency } = account;
  const params = { id };
  const isPerson = kind === 'person';
  const acts: readonly (Act | false)[] = [
    isPerson &&
      isActive && {
        key: 'link',
        label: t`Make a sign-in link`,
        lead: <Trans>Whoever holds the link is {name} once. It is in the access log that you made it.</Trans>,
        send: async () => {
          const { link } = await ask('makeSignInLink', { params });
          show({ name, link });
        },
      },
    isPerson && {
      key: 'sessions',
      label: t`End all sessions`,
      lead: <Trans>{name} is signed out everywhere, at once.</Trans>,
      send: () => ask('endAccountSessions', { params }),
    },
    isPerson && {
      key: 'factors',
      label: t`Remove second factors`,
      lead: (
        <Trans>
          Passkeys, authenticator and recovery codes of {name} open nothing any more. Make sure that it is {name} who
          asks for it.
        </Trans>
      ),
      isGrave: true,
      send: () => ask('resetFactors', { params }),
    },
    isPerson &&
      account.roles.includes('administrator') && {
        key: 'emergency',
        label: isEmergency ? t`Keep for emergencies no more` : t`Keep for emergencies`,
        lead: (
          <Trans>
            An account for emergencies can always sign in here, also when the identity provider is away. Each use alarms
            everybody who administers or oversees this node.
          </Trans>
        ),
        send: () => ask('changeAccount', { params, body: { isEmergency: !isEmergency } }),
      },
    {
      key: 'active',
      label: isActive ? t`Switch off` : t`Switch on`,
      lead: isActive ? (
        <Trans>No session and no token of {name} opens anything from the next moment on. What they wrote stays.</Trans>
      ) : (
        <Trans>{name} can come in again, and living tokens work again.</Trans>
      ),
      isGrave: isActive,
      send: () => ask('changeAccount', { params, body: { isActive: !isActive } }),
    },
  ];
  return (
    <>
      <Menu position="bottom-end" width={250} withinPortal>
        <Menu.Target>
          <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            <Trans>Actions</Trans>
            <VisuallyHidden>: {name}</VisuallyHidden>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kind === 'service' && <Menu.Item onClick={() => setTokensOpen(true)}>{t`Tokens`}</Menu.Item>}
          {acts.map((act) =>
            act === false ? null : (
              <Menu.Item key={act.key} onClick={() => setChosen(act)}>
                {act.label}
              </Menu.Item>
            ),
          )}
        </Menu.Dropdown>
      </Menu>
      {chosen !== undefined && (
        <ConfirmDialog
          title={chosen.label}
          lead={chosen.lead}
          act={chosen.label}
          isGrave={chosen.isGrave ?? false}
          send={() => chosen.send().then(renew)}
          close={() => setChosen(undefined)}
        />
      )}
      {areTokensOpen && <ServiceTokens id={id} name={name} close={() => setTokensOpen(false)} />}
    </>
  );
}

type ServiceProps = { readonly id: string; readonly name: string; readonly close: () => void };

function ServiceTokens({ id, name, close }: ServiceProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const tokens = useQuery(serviceTokensQuery(id));
  return (
    <Dialog close={close} size="xl" title={t`Tokens of ${name}`}>
      <Awaited answer={tokens}>
        {(list) => (
          <Tokens
            list={list}
            make={(wish) => ask('makeServiceToken', { params: { id }, body: wish })}
            revoke={(token) => ask('revokeServiceToken', { params: { id, token } })}
            renew={() => void client.invalidateQueries({ queryKey: serviceTokensQuery(id).queryKey })}
          />
        )}
      </Awaited>
    </Dialog>
  );
}
