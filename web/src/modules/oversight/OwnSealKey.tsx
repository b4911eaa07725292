import { Trans, useLingui } from '@lingui/react/macro';
import { Button, FileInput, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WrappedKey } from '#contract/oversight.ts';
import type { SealKeys } from '#contract/seals.ts';
import { useSession } from '../../app/session.ts';
import { forgetHolderKey, holdKey, useHolderKey } from '../../data/holder-key.ts';
import { putSealKey } from '../../data/seals.ts';
import { Chip } from '../../ui/Chip.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { TextField } from '../../ui/form/Fields.tsx';
import { Section } from '../../ui/Section.tsx';
import { NewPassphrase, usePassphrase } from './NewPassphrase.tsx';
import { holderKeyBytes, holderKeyOf, makeHolderKey } from './sealing.ts';
import { unwrap, wrap } from './wrapping.ts';

type Own = NonNullable<SealKeys['own']>;
type Doing = 'make' | 'unlock' | 'escrow' | 'restore';

/** The holder's own key: made here, kept at the node under a passphrase, unlocked for as long as this page lives. */
export function OwnSealKey({ own }: { readonly own: SealKeys['own'] }) {
  const { t } = useLingui();
  const { person } = useSession();
  const key = useHolderKey(person.id);
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  const isOpen = own !== null && key?.publicKey === own.publicKey;
  return (
    <Section
      title={t`Your key`}
      note={t`The node keeps it encrypted under your passphrase and cannot open it. Without the passphrase, and without a copy taken out, what you hold is lost to you.`}
      aside={
        <Chip tone={own === null ? 'wait' : isOpen ? 'done' : 'neutral'} state={isOpen ? 'unlocked' : 'locked'}>
          {own === null ? t`None yet` : isOpen ? t`Unlocked` : t`Locked`}
        </Chip>
      }
    >
      <Group gap="xs">
        {own !== null && !isOpen && <Button onClick={() => setDoing('unlock')}>{t`Unlock`}</Button>}
        {isOpen && (
          <Button variant="default" onClick={forgetHolderKey}>
            {t`Lock`}
          </Button>
        )}
        {own !== null && (
          <Button variant="default" onClick={() => setDoing('escrow')}>
            {t`Take a copy out …`}
          </Button>
        )}
        <Button variant={own === null ? 'filled' : 'default'} onClick={() => setDoing('make')}>
          {own === null ? t`Make your key` : t`Replace your key`}
        </Button>
        {own !== null && (
          <Button variant="default" onClick={() => setDoing('restore')}>
            {t`Bring a copy back …`}
          </Button>
        )}
      </Group>
      {doing === 'make' && <Make isFirst={own === null} close={close} />}
      {own !== null && doing === 'unlock' && <UnlockDialog own={own} close={close} />}
      {own !== null && doing === 'escrow' && <TakeOut own={own} close={close} />}
      {own !== null && doing === 'restore' && <BringBack own={own} close={close} />}
    </Section>
  );
}

type Dialog = { readonly close: () => void };

function Make({ isFirst, close }: Dialog & { readonly isFirst: boolean }) {
  const { t } = useLingui();
  const { person } = useSession();
  const client = useQueryClient();
  const passphrase = usePassphrase();
  return (
    <FormDialog
      title={isFirst ? t`Make your key` : t`Replace your key`}
      lead={
        isFirst
          ? t`The key is made in this browser. The node is given the public half, and the private half encrypted under this passphrase. Nobody can restore it: take a copy out, or have a second holder.`
          : t`Your halves of everything sealed so far go with the key before it. Another holder of your side gives you theirs again.`
      }
      act={t`Make the key`}
      isGrave={!isFirst}
      isReady={passphrase.isReady}
      send={async () => {
        const made = await makeHolderKey();
        const bytes = await holderKeyBytes(made);
        const { publicKey } = made;
        await putSealKey({ publicKey, wrapped: await wrap(bytes, passphrase.value, publicKey) });
        holdKey(person.id, await holderKeyOf(publicKey, bytes));
        await client.invalidateQueries();
      }}
      close={close}
    >
      <NewPassphrase {...passphrase} />
    </FormDialog>
  );
}

/** Why is said beside the field. */
class NotOpened extends Error {}

export function UnlockDialog({ own, close }: Dialog & { readonly own: Own }) {
  const { t } = useLingui();
  const { person } = useSession();
  const [passphrase, setPassphrase] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <FormDialog
      title={t`Unlock your key`}
      lead={t`Until this page is closed or loaded anew. The browser uses it and gives it out to nobody.`}
      act={t`Unlock`}
      isReady={passphrase !== ''}
      names={['passphrase']}
      send={async () => {
        const bytes = await unwrap(own.wrapped, passphrase, own.publicKey);
        setWrong(bytes === undefined);
        if (bytes === undefined) throw new NotOpened();
        holdKey(person.id, await holderKeyOf(own.publicKey, bytes));
      }}
      close={close}
    >
      <OwnPassphrase value={passphrase} change={setPassphrase} isWrong={isWrong} />
    </FormDialog>
  );
}

function TakeOut({ own, close }: Dialog & { readonly own: Own }) {
  const { t } = useLingui();
  const [passphrase, setPassphrase] = useState('');
  const [isWrong, setWrong] = useState(false);
  const fresh = usePassphrase();
  return (
    <FormDialog
      title={t`Take a copy of your key out`}
      lead={t`For escrow: a file under another passphrase. Whoever has both can do what you can do alone, and no more. Keep the file and the passphrase apart, off this node.`}
      act={t`Save the file`}
      isGrave
      isReady={passphrase !== '' && fresh.isReady}
      names={['passphrase', 'new-passphrase', 'again']}
      send={async () => {
        const bytes = await unwrap(own.wrapped, passphrase, own.publicKey);
        setWrong(bytes === undefined);
        if (bytes === undefined) throw new NotOpened();
        const { publicKey } = own;
        save('entente-seal-key.json', {
          v: 1,
          kind: 'entente-seal-key',
          publicKey,
          wrapped: await wrap(bytes, fresh.value, publicKey),
        });
      }}
      close={close}
    >
      <OwnPassphrase value={passphrase} change={setPassphrase} isWrong={isWrong} />
      <NewPassphrase {...fresh} label={t`Passphrase of the copy`} />
    </FormDialog>
  );
}

function save(name: string, content: object): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(content)}\n`], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

function BringBack({ own, close }: Dialog & { readonly own: Own }) {
  const { t } = useLingui();
  const { person } = useSession();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string>();
  const [passphrase, setPassphrase] = useState('');
  const [isWrong, setWrong] = useState(false);
  const fresh = usePassphrase();
  return (
    <FormDialog
      title={t`Bring a copy of your key back`}
      lead={t`If the passphrase is forgotten: the copy is opened here, and the node keeps the same key under a new passphrase. Your halves stay.`}
      act={t`Bring it back`}
      isReady={file !== null && passphrase !== '' && fresh.isReady}
      names={['passphrase', 'new-passphrase', 'again']}
      send={async () => {
        setProblem(undefined);
        const copy = await copyIn(file!).catch(() => undefined);
        if (copy?.publicKey !== own.publicKey) {
          setProblem(t`This is no copy of your present key.`);
          throw new NotOpened();
        }
        const bytes = await unwrap(copy.wrapped, passphrase, own.publicKey);
        setWrong(bytes === undefined);
        if (bytes === undefined) throw new NotOpened();
        await putSealKey({ publicKey: own.publicKey, wrapped: await wrap(bytes, fresh.value, own.publicKey) });
        holdKey(person.id, await holderKeyOf(own.publicKey, bytes));
        await client.invalidateQueries();
      }}
      close={close}
    >
      <FileInput
        label={t`The file of the copy`}
        placeholder={t`Choose a file`}
        accept="application/json"
        required
        value={file}
        onChange={setFile}
        error={problem}
      />
      <OwnPassphrase label={t`Passphrase of the copy`} value={passphrase} change={setPassphrase} isWrong={isWrong} />
      <NewPassphrase {...fresh} />
    </FormDialog>
  );
}

async function copyIn(file: File): Promise<{ readonly publicKey: string; readonly wrapped: WrappedKey }> {
  // Of another form it does not open.
  return JSON.parse(await file.text()) as { publicKey: string; wrapped: WrappedKey };
}

type OwnProps = {
  readonly label?: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly isWrong: boolean;
};

function OwnPassphrase({ label, value, change, isWrong }: OwnProps) {
  const { t } = useLingui();
  return (
    <TextField
      name="passphrase"
      type="password"
      autoComplete="current-password"
      label={label ?? t`Passphrase of your key`}
      isNeeded
      value={value}
      change={change}
      problem={isWrong ? t`This is not the passphrase of your key.` : undefined}
    />
  );
}

/** For a page that needs the key: says that it is locked, and unlocks it. */
export function NeedsKey({ own }: { readonly own: Own }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <p>
        <Trans>Your key is locked.</Trans>
      </p>
      <Button onClick={() => setOpen(true)}>{t`Unlock`}</Button>
      {isOpen && <UnlockDialog own={own} close={() => setOpen(false)} />}
    </>
  );
}
