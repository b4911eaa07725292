import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { IdentityProviderView, NewIdentityProvider } from '#contract/identity-provider.ts';
import { ask } from '../../data/client.ts';
import { identityProviderQuery } from '../../data/accounts.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { CheckField, ChoiceField, TextField } from '../../ui/form/Fields.tsx';
import { fieldProblems, FormProblems } from '../../ui/form/problems.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { GroupRules } from './GroupRules.tsx';

export function Provider({ isOff }: { readonly isOff: boolean }) {
  const { t } = useLingui();
  const provider = useQuery(identityProviderQuery);
  return (
    <Section
      title={t`Identity provider`}
      note={t`OpenID Connect: people sign in where they always do, and their groups there decide what they are here.`}
    >
      <Awaited answer={provider}>
        {(view) => <Form key={view.provider?.changedAt ?? 'none'} view={view} isOff={isOff} />}
      </Awaited>
    </Section>
  );
}

const EMPTY: NewIdentityProvider = {
  name: '',
  issuer: 'https://',
  clientId: '',
  scopes: ['profile', 'email', 'groups'],
  groupsClaim: 'groups',
  mapping: [],
  unknownPeople: 'refuse',
  isSecondFactor: false,
  isOn: false,
};

function held({ provider }: IdentityProviderView): NewIdentityProvider {
  if (provider === null) return EMPTY;
  const { hasSecret: _secret, changedAt: _at, changedBy: _by, ...settings } = provider;
  return settings;
}

function Form({ view, isOff }: { readonly view: IdentityProviderView; readonly isOff: boolean }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [wish, setWish] = useState(() => held(view));
  const [secret, setSecret] = useState('');
  const set = (change: Partial<NewIdentityProvider>) => setWish((before) => ({ ...before, ...change }));
  const saving = useMutation({
    mutationFn: () =>
      ask('changeIdentityProvider', { body: { ...wish, ...(secret === '' ? {} : { clientSecret: secret }) } }),
    onSuccess: (now) => client.setQueryData(identityProviderQuery.queryKey, now),
  });
  const testing = useMutation({
    mutationFn: () => ask('testIdentityProvider'),
  });
  const hasSecret = view.provider?.hasSecret === true;
  return (
    <FormProblems value={fieldProblems(saving.error)}>
      <Stack gap="md">
        <CopyField
          label={t`Redirect address`}
          hint={t`Tell the identity provider this address of the node.`}
          value={view.redirectUri}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextField
            name="name"
            label={t`Name`}
            hint={t`As the button says it.`}
            most={100}
            isNeeded
            isOff={isOff}
            value={wish.name}
            change={(name) => set({ name })}
          />
          <TextField
            name="issuer"
            label={t`Issuer`}
            hint={t`Its address, as it names itself.`}
            most={500}
            isNeeded
            isCode
            isOff={isOff}
            value={wish.issuer}
            change={(issuer) => set({ issuer })}
          />
          <TextField
            name="clientId"
            label={t`Client identifier`}
            most={300}
            isNeeded
            isCode
            isOff={isOff}
            value={wish.clientId}
            change={(clientId) => set({ clientId })}
          />
          <TextField
            name="clientSecret"
            label={t`Client secret`}
            hint={
              hasSecret ? t`One is kept, sealed. Leave this empty to keep it.` : t`It is sealed and never shown again.`
            }
            type="password"
            autoComplete="new-password"
            most={1000}
            isCode
            isOff={isOff}
            value={secret}
            change={setSecret}
          />
          <TextField
            name="scopes"
            label={t`Scopes`}
            hint={t`Divided by spaces; openid is always asked for.`}
            isCode
            isOff={isOff}
            value={wish.scopes.join(' ')}
            change={(text) => set({ scopes: text.split(' ').filter(Boolean) })}
          />
          <TextField
            name="groupsClaim"
            label={t`Where the groups stand`}
            hint={t`A claim, or a path such as realm_access.roles.`}
            most={300}
            isNeeded
            isCode
            isOff={isOff}
            value={wish.groupsClaim}
            change={(groupsClaim) => set({ groupsClaim })}
          />
        </SimpleGrid>
        <GroupRules rules={wish.mapping} isOff={isOff} change={(mapping) => set({ mapping })} />
        <ChoiceField
          name="unknownPeople"
          label={t`Somebody in such a group who is not known here`}
          options={[
            { value: 'refuse', label: t`is refused`, hint: t`Add them first, with their name at the provider.` },
            { value: 'make', label: t`gets an account`, hint: t`Their groups decide what they are.` },
          ]}
          value={wish.unknownPeople}
          change={(value) => set({ unknownPeople: value === 'make' ? 'make' : 'refuse' })}
          isOff={isOff}
        />
        <CheckField
          name="isSecondFactor"
          label={t`Its sign-in counts as the second factor too`}
          hint={t`Only if it asks for one itself.`}
          value={wish.isSecondFactor}
          change={(isSecondFactor) => set({ isSecondFactor })}
          isOff={isOff}
        />
        <CheckField
          name="isOn"
          label={t`Offer it on the sign-in page`}
          value={wish.isOn}
          change={(isOn) => set({ isOn })}
          isOff={isOff}
        />
        {saving.error !== null && <Problem error={saving.error} />}
        {!isOff && (
          <Group>
            <Button loading={saving.isPending} onClick={() => saving.mutate()}>
              <Trans>Save the identity provider</Trans>
            </Button>
            {view.provider !== null && (
              <Button variant="default" loading={testing.isPending} onClick={() => testing.mutate()}>
                <Trans>Ask whether it answers</Trans>
              </Button>
            )}
          </Group>
        )}
        {testing.data !== undefined && (
          <output>
            {testing.data.works ? (
              <Trans>It answers, and names itself as it should.</Trans>
            ) : (
              <>
                <Trans>It cannot be used:</Trans> <bdi lang="en">{testing.data.detail}</bdi>
              </>
            )}
          </output>
        )}
        {testing.error !== null && <Problem error={testing.error} />}
      </Stack>
    </FormProblems>
  );
}
