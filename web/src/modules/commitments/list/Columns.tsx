import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { COLUMNS, columnsText, type ColumnKey } from './register-columns.tsx';

type Props = { readonly chosen: readonly ColumnKey[]; readonly change: (columns: string) => void };

export function Columns({ chosen, change }: Props) {
  const { t } = useLingui();
  const toggle = (key: ColumnKey) => {
    const next = chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key];
    if (next.length > 0) change(columnsText(next) ?? '');
  };
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />}>
          <Trans>Columns</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {(Object.keys(COLUMNS) as ColumnKey[]).map((key) => (
            <Checkbox key={key} label={t(COLUMNS[key])} checked={chosen.includes(key)} onChange={() => toggle(key)} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
