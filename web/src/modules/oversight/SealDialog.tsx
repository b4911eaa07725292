import { Trans, useLingui } from '@lingui/react/macro';
import { Alert } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { makeSeal, sealKeysQuery } from '../../data/seals.ts';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { LongTextField, TextField } from '../../ui/form/Fields.tsx';
import { sealText } from './sealing.ts';

type Props = {
  readonly record?: string;
  /** What is likely to be sealed, to be changed before it is. */
  readonly likely?: string;
  readonly close: () => void;
};

/** The words leave this dialog as ciphertext; nobody, their author included, reads them again alone. */
export function SealDialog({ record, likely = '', close }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const keys = useQuery(sealKeysQuery);
  const [label, setLabel] = useState('');
  const [words, setWords] = useState(likely);
  const of = (side: string) => keys.data?.keys.filter((key) => key.side === side) ?? [];
  const [keepers, overseers] = [of('keeper'), of('oversight')];
  const isPossible = keepers.length > 0 && overseers.length > 0;
  const named = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name).join(', ');
  return (
    <FormDialog
      title={t`Seal content`}
      lead={t`It is encrypted in this browser. Afterwards nobody reads it alone, you included.`}
      act={t`Seal it`}
      size="lg"
      isReady={isPossible && label.trim() !== '' && words.trim() !== ''}
      names={['label', 'words']}
      send={async () => {
        const sealed = await sealText(crypto.randomUUID(), words, {
          keepers: keepers.map(({ publicKey }) => publicKey),
          overseers: overseers.map(({ publicKey }) => publicKey),
        });
        const { id, commitment, ciphertext, halves } = sealed;
        await makeSeal({
          id,
          commitment,
          ciphertext,
          halves: [...halves],
          label: label.trim(),
          ...(record === undefined ? {} : { record }),
        });
        await client.invalidateQueries();
      }}
      close={close}
    >
      {keys.data !== undefined && !isPossible && (
        <Alert color="orange" variant="light" title={t`Nobody could open it yet.`}>
          {t`One holder of the central authority and one of oversight must make their keys first.`}
        </Alert>
      )}
      <TextField
        name="label"
        label={t`What it is`}
        hint={t`Not encrypted: say what it is, not what it says, and name nobody.`}
        most={200}
        isNeeded
        value={label}
        change={setLabel}
      />
      <LongTextField
        name="words"
        label={t`What is sealed`}
        hint={t`Encrypted. Copies elsewhere, such as in a draft, are yours to delete.`}
        most={100_000}
        rows={6}
        isNeeded
        value={words}
        change={setWords}
      />
      {isPossible && (
        <p>
          <Trans>
            One of <bdi>{named(keepers)}</bdi> and one of <bdi>{named(overseers)}</bdi> can open it together.
          </Trans>
        </p>
      )}
    </FormDialog>
  );
}
