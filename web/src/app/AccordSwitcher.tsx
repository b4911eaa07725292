import { useLingui } from '@lingui/react/macro';
import { Button, Menu, Text } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useMatchRoute, useNavigate } from '@tanstack/react-router';
import { useLocalized } from '../ui/localized.ts';
import { StateChip } from '../ui/StateChip.tsx';
import { ACCORD_STATES } from '../ui/vocabulary.ts';
import type { Session } from '#contract/session.ts';
import { useCurrentAccord } from './current-accord.ts';
import { useSession } from './session.ts';

/** Each accord of cities after the accord that it is under. */
const inOrder = (accords: Session['accords']): Session['accords'] => {
  const isUnder = ({ parent }: Session['accords'][number]) => accords.some(({ id }) => id === parent);
  return accords
    .filter((one) => !isUnder(one))
    .flatMap((one) => [one, ...accords.filter(({ parent }) => parent === one.id)]);
};

/** The accord that the pages speak of; chosen once, kept in this browser. */
export function AccordSwitcher({ fullWidth = false }: { readonly fullWidth?: boolean }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { accords } = useSession();
  const { id, choose } = useCurrentAccord();
  const matchRoute = useMatchRoute();
  const navigate = useNavigate();
  const current = accords.find((accord) => accord.id === id);
  if (current === undefined) return null;
  const name = localize(current.name);
  return (
    <Menu position="bottom-end" width={360} withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          fullWidth={fullWidth}
          justify="space-between"
          maw={fullWidth ? undefined : 300}
          rightSection={<IconSelector size={16} aria-hidden />}
          aria-label={t`Accord: ${name}`}
          styles={{ label: { fontWeight: 500 } }}
        >
          <Text component="span" size="sm" truncate="end">
            {name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t`Accords of this node`}</Menu.Label>
        {inOrder(accords).map((accord) => (
          <Menu.Item
            key={accord.id}
            leftSection={<IconCheck size={16} aria-hidden style={{ opacity: accord.id === id ? 1 : 0 }} />}
            rightSection={<StateChip state={accord.state} terms={ACCORD_STATES} />}
            onClick={() => {
              choose(accord.id);
              if (matchRoute({ to: '/accords/$id' }) !== false) {
                void navigate({ to: '/accords/$id', params: { id: accord.id } });
              }
            }}
          >
            {localize(accord.name)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
