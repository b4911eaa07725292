import { Trans, useLingui } from '@lingui/react/macro';
import { Alert } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccessHead, OwnCosigner } from '#contract/oversight.ts';
import { parseAccessOrigin } from '#kernel/log/access-entry.ts';
import { isFault, type FaultName } from '#kernel/log/faults.ts';
import { toBase64 } from '#platform';
import { ask } from '../../data/client.ts';
import { CheckField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Moment } from '../../ui/When.tsx';
import { checkedHead, cosignedNote, makeKey, unwrapKey, type Remembered, type Restored } from './cosigning.ts';
import { NewPassphrase, usePassphrase } from './NewPassphrase.tsx';

export function KeyDialog({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const typed = usePassphrase();
  return (
    <FormDialog
      title={t`Make your key`}
      lead={t`The key is made in this browser. The node is given the public half, and the private half encrypted under this passphrase. Nobody can restore it: without the passphrase, make a new key.`}
      act={t`Make the key`}
      isReady={typed.isReady}
      send={async () => ask('putCosigner', { body: await makeKey(typed.value) })}
      close={close}
    >
      <NewPassphrase {...typed} label={t`Passphrase`} />
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
  const [restored, setRestored] = useState<Restored>();
  const [isAccepted, setAccepted] = useState(false);
  const send = async () => {
    setProblem(undefined);
    const prove = (from: number, size: number) =>
      ask('proveAccessLog', { query: { from: String(from), size: String(size) } });
    const checked = await checkedHead({ head, remembered: remembered(head.origin), prove });
    if (isFault(checked)) {
      setFault(checked.fault);
      throw new NotSigned();
    }
    if (checked.restored !== undefined && !isAccepted) {
      setRestored(checked.restored);
      throw new NotSigned();
    }
    const seed = await unwrapKey(own, passphrase);
    if (seed === undefined) {
      setProblem(t`This is not the passphrase of your key.`);
      throw new NotSigned();
    }
    await ask('cosignAccessLog', { body: { note: cosignedNote(head, seed, new Date()) } });
    remember(head.origin, { size: checked.size, root: toBase64(checked.root), epoch: checked.epoch });
    signed(checked.size);
  };
  return (
    <FormDialog
      title={t`Check and cosign up to entry ${i18n.number(head.size)}`}
      act={t`Check and cosign`}
      isReady={passphrase !== '' && (restored === undefined || isAccepted)}
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
            ? t`It is shorter than before in the same epoch: entries were removed. A node that was put back from a backup begins a new epoch.`
            : t`Its history was changed, or its signature does not hold.`}{' '}
          {t`Export the log, keep what you cosigned, and ask the administrator in writing.`}
        </Alert>
      )}
      {restored !== undefined && (
        <Notice icon={IconRestore} title={t`The node was put back from a backup.`} isUrgent>
          <Trans>
            It says so itself: a new epoch of the log began <Moment at={restored.at} />. Entries from{' '}
            {i18n.number(restored.from)} on that you saw before are not in it any more: {i18n.number(restored.lost)}.
            They are in what you exported. Ask the administrator why it was put back, and compare with the partners’
            nodes, which returned what they held.
          </Trans>
          <CheckField
            name="accepted"
            label={t`I was told why, and keep what I exported before.`}
            value={isAccepted}
            change={setAccepted}
          />
        </Notice>
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

/** Of every epoch of a party's log in one place: what was seen of an earlier one counts in a later. */
const place = (origin: string): string => `entente.seen.entente.v1/${parseAccessOrigin(origin)?.party}/access`;

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
