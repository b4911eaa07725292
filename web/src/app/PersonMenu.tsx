import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Menu, Text } from '@mantine/core';
import {
  IconAdjustments,
  IconFingerprint,
  IconKey,
  IconKeyboard,
  IconLogout,
  IconUserCircle,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useOpener } from './actions/ActionDesk.tsx';
import { ROLES } from './roles.ts';
import { useSession } from './session.ts';
import { useSignOut } from './SignOut.tsx';

export function PersonMenu() {
  const { t } = useLingui();
  const { person } = useSession();
  const open = useOpener();
  const role = ROLES[person.role];
  const { unsaved, leave } = useSignOut();
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={40} aria-label={t`Your account: ${person.name}`}>
          <IconUserCircle size={22} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text component="div" fw={600} size="sm" c="var(--mantine-color-text)">
            <bdi>{person.name}</bdi>
          </Text>
          <div>{role === undefined ? person.role : t(role)}</div>
          <div>
            <bdi>{person.unit}</bdi>
          </div>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconAdjustments size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/me" {...props} />}
        >
          {t`Your settings`}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFingerprint size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/me/security" {...props} />}
        >
          {t`Signing in`}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKey size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/me/tokens" {...props} />}
        >
          {t`Tokens for programs`}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={() => open('shortcuts')}>
          {t`Keyboard shortcuts`}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void unsaved().then((count) => (count > 0 ? open('sign-out') : leave()))}
        >
          {t`Sign out`}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
