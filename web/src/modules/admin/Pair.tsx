import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PartyCard } from '#contract/partners.ts';
import { pairWith } from '../../data/node.ts';
import { CheckField, LongTextField, TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';

type Props = { readonly again?: boolean; readonly close: () => void };

/** The ceremony: no trust before the fingerprint was compared, and the node computes it anew from the card. */
export function Pair({ again = false, close }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [fingerprint, setFingerprint] = useState('');
  const [isAgain, setAgain] = useState(again);
  const card = cardIn(text);
  return (
    <FormDialog
      title={t`Pair with a partner`}
      lead={
        <Trans>
          Paste the card that the partner’s administrator gave you, and type the fingerprint that they read out to you.
          If the two do not fit, the node refuses.
        </Trans>
      }
      act={t`Pair`}
      size="lg"
      isReady={card !== undefined && fingerprint.trim() !== ''}
      names={['card', 'fingerprint', 'again']}
      send={async () => {
        if (card !== undefined) await pairWith(card, fingerprint, isAgain);
        await client.invalidateQueries();
      }}
      close={close}
    >
      <LongTextField
        name="card"
        label={t`Party card`}
        isNeeded
        most={20_000}
        value={text}
        change={setText}
        problem={text.trim() !== '' && card === undefined ? t`This is not a party card.` : undefined}
      />
      <TextField
        name="fingerprint"
        label={t`Fingerprint, as it was read out`}
        isCode
        isNeeded
        value={fingerprint}
        change={setFingerprint}
      />
      <CheckField
        name="again"
        label={t`We are paired already, and the partner gave up its key`}
        value={isAgain}
        change={setAgain}
      />
    </FormDialog>
  );
}

/** The node judges it; here only what is no card at all is told at once. */
function cardIn(text: string): PartyCard | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null && 'key' in found && 'url' in found
      ? (found as PartyCard)
      : undefined;
  } catch {
    return undefined;
  }
}
