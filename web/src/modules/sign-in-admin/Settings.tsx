import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, NumberInput, SimpleGrid, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SignInSettings } from '#contract/accounts.ts';
import { ROLES } from '../../app/roles.ts';
import { ask } from '../../data/client.ts';
import { signInSettingsQuery } from '../../data/accounts.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { ChoiceField } from '../../ui/form/Fields.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';

export function Settings({ isOff }: { readonly isOff: boolean }) {
  const { t } = useLingui();
  const settings = useQuery(signInSettingsQuery);
  return (
    <Section title={t`Rules`} note={t`They hold for everybody from the next request on.`}>
      <Awaited answer={settings}>{(held) => <Form key={JSON.stringify(held)} held={held} isOff={isOff} />}</Awaited>
    </Section>
  );
}

function Form({ held, isOff }: { readonly held: SignInSettings; readonly isOff: boolean }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [wish, setWish] = useState(held);
  const saving = useMutation({
    mutationFn: () => ask('changeSignInSettings', { body: wish }),
    onSuccess: (now) => client.setQueryData(signInSettingsQuery.queryKey, now),
  });
  const set = (change: Partial<SignInSettings>) => setWish((before) => ({ ...before, ...change }));
  const number = (key: 'idleMinutes' | 'absoluteHours' | 'tokenDays', label: string, [min, max]: [number, number]) => (
    <NumberInput
      label={label}
      min={min}
      max={max}
      allowDecimal={false}
      disabled={isOff}
      hideControls
      value={wish[key]}
      onChange={(value) => set({ [key]: Number(value) })}
    />
  );
  return (
    <Stack gap="lg">
      <Checkbox.Group
        label={t`Must have a second factor`}
        description={t`Whoever has one of these roles and no second factor can do nothing but add one.`}
        value={[...wish.secondFactorRoles]}
        onChange={(secondFactorRoles) => set({ secondFactorRoles })}
      >
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing={8} mt={10}>
          {Object.entries(ROLES).map(([role, label]) => (
            <Checkbox key={role} value={role} label={t(label)} disabled={isOff} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <ChoiceField
        name="localSignIn"
        label={t`Passkeys and links of this node are for`}
        options={[
          { value: 'all', label: t`Everybody` },
          {
            value: 'emergency',
            label: t`Emergencies`,
            hint: t`Everybody else comes by the identity provider. An administrator with a passkey must be kept for emergencies first.`,
          },
        ]}
        value={wish.localSignIn}
        change={(value) => set({ localSignIn: value === 'emergency' ? 'emergency' : 'all' })}
        isOff={isOff}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {number('idleMinutes', t`A session ends unused after (minutes)`, [5, 10_080])}
        {number('absoluteHours', t`A session ends in any case after (hours)`, [1, 168])}
        {number('tokenDays', t`A token lives at most (days)`, [1, 1095])}
      </SimpleGrid>
      {saving.error !== null && <Problem error={saving.error} />}
      {!isOff && (
        <div>
          <Button loading={saving.isPending} disabled={wish === held} onClick={() => saving.mutate()}>
            <Trans>Save the rules</Trans>
          </Button>
        </div>
      )}
    </Stack>
  );
}
