import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { NewAccount } from '#contract/accounts.ts';
import { LANGUAGES } from '../../app/languages.ts';
import { ROLES } from '../../app/roles.ts';
import { ask } from '../../data/client.ts';
import { ChoiceField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { LANGUAGE_NAMES } from '../../ui/vocabulary.ts';
import type { ShownLink } from './Accounts.tsx';

type Props = {
  readonly show: (link: ShownLink) => void;
  readonly renew: () => void;
  readonly close: () => void;
};

export function NewAccountDialog({ show, renew, close }: Props) {
  const { t } = useLingui();
  const [wish, setWish] = useState<NewAccount>({
    kind: 'person',
    name: '',
    role: 'liaison-officer',
    unit: '',
    locale: 'en',
    officerNumber: '',
  });
  const set = (change: Partial<NewAccount>) => setWish((before) => ({ ...before, ...change }));
  const isPerson = wish.kind === 'person';
  const send = async () => {
    const { login, ...rest } = wish;
    const body = { ...rest, ...(isPerson && login !== undefined && login.trim() !== '' ? { login } : {}) };
    const { link, proposal } = await ask('makeAccount', { body });
    if (link !== null || proposal !== null) show({ name: wish.name, link, isWaiting: proposal !== null });
    renew();
  };
  return (
    <FormDialog
      title={t`Add somebody`}
      lead={t`The account is there at once. Its role waits until a second person confirms it, as soon as somebody could.`}
      act={isPerson ? t`Add, and make a sign-in link` : t`Add the service`}
      isReady={[wish.name, wish.unit, wish.officerNumber].every((text) => text.trim() !== '')}
      names={['kind', 'name', 'role', 'unit', 'locale', 'officerNumber', 'login']}
      send={send}
      close={close}
    >
      <ChoiceField
        name="kind"
        label={t`Who`}
        options={[
          { value: 'person', label: t`A person`, hint: t`Signs in, by a link at first.` },
          {
            value: 'service',
            label: t`A service`,
            hint: t`A program of nobody in particular. It has tokens and never signs in.`,
          },
        ]}
        value={wish.kind}
        change={(kind) => set({ kind: kind === 'service' ? 'service' : 'person' })}
      />
      <TextField name="name" label={t`Name`} most={200} isNeeded value={wish.name} change={(name) => set({ name })} />
      <SelectField
        name="role"
        label={t`Role`}
        hint={t`What they may do. What they may see is decided by accord and unit.`}
        options={Object.entries(ROLES).map(([value, label]) => ({ value, label: t(label) }))}
        value={wish.role}
        change={(role) => set({ role })}
      />
      <TextField name="unit" label={t`Unit`} most={200} isNeeded value={wish.unit} change={(unit) => set({ unit })} />
      <TextField
        name="officerNumber"
        label={t`Officer’s number`}
        hint={t`What partners see in place of the name.`}
        most={40}
        isNeeded
        isCode
        value={wish.officerNumber}
        change={(officerNumber) => set({ officerNumber })}
      />
      {isPerson && (
        <SelectField
          name="locale"
          label={t`Language`}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] ?? value }))}
          value={wish.locale}
          change={(locale) => set({ locale: LANGUAGES.find((one) => one === locale) ?? 'en' })}
        />
      )}
      {isPerson && (
        <TextField
          name="login"
          label={t`Name at the identity provider`}
          hint={t`If they come by it: their user name or confirmed address there.`}
          most={200}
          isCode
          value={wish.login ?? ''}
          change={(login) => set({ login })}
        />
      )}
    </FormDialog>
  );
}
