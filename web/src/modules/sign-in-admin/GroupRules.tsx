import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Fieldset, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { GroupRule } from '#contract/identity-provider.ts';
import { ROLES } from '../../app/roles.ts';
import { useSession } from '../../app/session.ts';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { useLocalized } from '../../ui/localized.ts';

type Props = {
  readonly rules: readonly GroupRule[];
  readonly isOff: boolean;
  readonly change: (rules: GroupRule[]) => void;
};

const TLP = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
const FRESH: GroupRule = { group: '', role: 'liaison-officer', unit: '', accord: null, channels: null, tlp: 'amber' };

/** The first rule that fits gives role and unit, so their order counts. */
export function GroupRules({ rules, isOff, change }: Props) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const { accords } = useSession();
  const set = (at: number, change_: Partial<GroupRule>) =>
    change(rules.map((rule, n) => (n === at ? { ...rule, ...change_ } : rule)));
  const accordOptions = (rule: GroupRule) => [
    { value: '', label: t`No accord` },
    { value: '*', label: t`All accords` },
    ...accords.map(({ id, name }) => ({ value: id, label: localize(name) })),
    ...(rule.accord === null || rule.accord === '*' || accords.some(({ id }) => id === rule.accord)
      ? []
      : [{ value: rule.accord, label: rule.accord }]),
  ];
  return (
    <Stack gap="sm">
      <Text fw={600} size="sm">
        <Trans>What groups mean here</Trans>
      </Text>
      <Text size="sm">
        <Trans>
          The first rule that fits gives role and unit. Who is in no such group does not come in, and loses what they
          had.
        </Trans>
      </Text>
      {rules.map((rule, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- rules have no name of their own, and order is what they mean
        <Fieldset key={at} legend={t`Rule ${i18n.number(at + 1)}`} disabled={isOff}>
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            <TextField
              name={`mapping.${at}.group`}
              label={t`Group`}
              isNeeded
              isCode
              value={rule.group}
              change={(group) => set(at, { group })}
            />
            <SelectField
              name={`mapping.${at}.role`}
              label={t`Role`}
              options={Object.entries(ROLES).map(([value, label]) => ({ value, label: t(label) }))}
              value={rule.role}
              change={(role) => set(at, { role: role as GroupRule['role'] })}
            />
            <TextField
              name={`mapping.${at}.unit`}
              label={t`Unit`}
              isNeeded
              value={rule.unit}
              change={(unit) => set(at, { unit })}
            />
            <SelectField
              name={`mapping.${at}.accord`}
              label={t`Accord`}
              options={accordOptions(rule)}
              value={rule.accord ?? ''}
              change={(accord) => set(at, { accord: accord === '' ? null : accord })}
            />
            <SelectField
              name={`mapping.${at}.tlp`}
              label={t`Reads up to`}
              options={TLP.map((value) => ({ value, label: `TLP:${value.toUpperCase()}` }))}
              value={rule.tlp}
              change={(tlp) => set(at, { tlp: TLP.find((one) => one === tlp) ?? 'clear' })}
            />
            <Button
              variant="default"
              style={{ alignSelf: 'end' }}
              aria-label={t`Remove rule ${i18n.number(at + 1)}`}
              onClick={() => change(rules.filter((_, n) => n !== at))}
            >
              <Trans>Remove</Trans>
            </Button>
          </SimpleGrid>
        </Fieldset>
      ))}
      {!isOff && (
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={17} aria-hidden />}
            onClick={() => change([...rules, FRESH])}
          >
            <Trans>Add a rule</Trans>
          </Button>
        </div>
      )}
    </Stack>
  );
}
