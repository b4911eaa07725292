import { useLingui } from '@lingui/react/macro';
import { Alert } from '@mantine/core';
import { useState } from 'react';
import type { AccessHead, OwnCosigner, Proof } from '#contract/oversight.ts';
import { isFault, type FaultName } from '#kernel/log/faults.ts';
import { toBase64 } from '#platform';
import { address, get, post, put } from '../../data/client.ts';
import { TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { checkedHead, cosignedNote, makeKey, SHORTEST_PASSPHRASE, unwrapKey, type Remembered } from './cosigning.ts';

const API = '/api/v1/oversight';

export function KeyDialog({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const isLong = first.length >= SHORTEST_PASSPHRASE;
  return (
    <FormDialog
      title={t`Make your key`}
      lead={t`The key is made in this browser. The node is given the public half, and the private half encrypted under this passphrase. Nobody can restore it: without the passphrase, make a new key.`}
      act={t`Make the key`}
      isReady={isLong && first === second}
      send={async () => put(`${API}/cosigner`, await makeKey(first))}
      close={close}
    >
      <TextField
        name="passphrase"
        type="password"
        autoComplete="new-password"
        label={t`Passphrase`}
        hint={t`At least ${SHORTEST_PASSPHRASE} characters; several words are best`}
        isNeeded
        value={first}
        change={setFirst}
      />
      <TextField
        name="again"
        type="password"
        autoComplete="new-password"
        label={t`The passphrase again`}
        isNeeded
        value={second}
        change={setSecond}
        problem={second !== '' && first !== second ? t`The two differ.` : undefined}
      />
    </FormDialog>
  );
}

type CosignProps = {
  readonly head: AccessHead;
  readonly own: NonNullable<OwnCosigner['key']>;
  readonly signed: (size: number) => void;
  readonly close: () => void;
};

export function CosignDialog({ head, own, signed, close }: CosignProps) {
  const { t, i18n } = useLingui();
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string>();
  const [fault, setFault] = useState<FaultName>();

  const send = async () => {
    setProblem(undefined);
    const prove = (from: number, size: number) => get<Proof>(address(`${API}/log/proof`, { from, size }));
    const checked = await checkedHead({ head, remembered: remembered(head.origin), prove });
    if (isFault(checked)) {
      setFault(checked.fault);
      throw new NotSigned();
    }
    const seed = await unwrapKey(own, passphrase);
    if (seed === undefined) {
      setProblem(t`This is not the passphrase of your key.`);
      throw new NotSigned();
    }
    await post(`${API}/log/cosignatures`, { note: cosignedNote(head, seed, new Date()) });
    remember(head.origin, { size: checked.size, root: toBase64(checked.root) });
    signed(checked.size);
  };

  return (
    <FormDialog
      title={t`Check and cosign up to entry ${i18n.number(head.size)}`}
      act={t`Check and cosign`}
      isReady={passphrase !== ''}
      send={send}
      close={close}
      names={['passphrase']}
    >
      {fault !== undefined && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          title={t`The log does not continue what was cosigned. Nothing was signed.`}
        >
          {fault === 'rollback'
            ? t`It is shorter than before: entries were removed, or the node was put back from a backup.`
            : t`Its history was changed, or its signature does not hold.`}{' '}
          {t`Export the log, keep what you cosigned, and ask the administrator in writing.`}
        </Alert>
      )}
      <TextField
        name="passphrase"
        type="password"
        autoComplete="current-password"
        label={t`Passphrase of your key`}
        isNeeded
        value={passphrase}
        change={setPassphrase}
        problem={problem}
      />
    </FormDialog>
  );
}

/** Why is said beside it. */
class NotSigned extends Error {}

const place = (origin: string): string => `entente.seen.${origin}`;

function remembered(origin: string): Remembered | undefined {
  try {
    const text = localStorage.getItem(place(origin));
    return text === null ? undefined : (JSON.parse(text) as Remembered); // written below
  } catch {
    return undefined; // a browser that keeps nothing
  }
}

function remember(origin: string, seen: Remembered): void {
  try {
    localStorage.setItem(place(origin), JSON.stringify(seen));
  } catch {
    // the node's own memory of it remains
  }
}
