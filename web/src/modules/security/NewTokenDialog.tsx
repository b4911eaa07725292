import { useLingui } from '@lingui/react/macro';
import { Checkbox, Stack } from '@mantine/core';
import { useState } from 'react';
import type { NewToken, TokenList } from '#contract/security.ts';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';

type Props = {
  readonly list: TokenList;
  readonly send: (wish: NewToken) => Promise<unknown>;
  readonly close: () => void;
};

const LIVES = [7, 30, 90, 180, 365];

export function NewTokenDialog({ list, send, close }: Props) {
  const { t, i18n } = useLingui();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>(list.scopes.filter((scope) => scope === 'records.read'));
  const [days, setDays] = useState(String(Math.min(90, list.longestDays)));
  const lives = [...new Set([...LIVES.filter((life) => life < list.longestDays), list.longestDays])];
  return (
    <FormDialog
      title={t`New token`}
      act={t`Make the token`}
      isReady={name.trim() !== '' && scopes.length > 0}
      names={['name', 'days', 'scopes']}
      send={() => send({ name, scopes: [...scopes], days: Number(days) })}
      close={close}
    >
      <TextField
        name="name"
        label={t`Name`}
        hint={t`What the program is for.`}
        most={100}
        isNeeded
        value={name}
        change={setName}
      />
      <SelectField
        name="days"
        label={t`Ends after`}
        options={lives.map((life) => ({ value: String(life), label: t`${i18n.number(life)} days` }))}
        value={days}
        change={setDays}
      />
      <Checkbox.Group
        label={t`Scopes`}
        description={t`Never more than you may do yourself at that moment.`}
        value={[...scopes]}
        onChange={setScopes}
      >
        <Stack gap={6} mt={8}>
          {list.scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={<code dir="ltr">{scope}</code>} />
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDialog>
  );
}
