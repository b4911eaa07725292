import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../app/session.ts';
import { cardQuery, replaceKey } from '../../data/node.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { ChoiceField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './Admin.module.css';
import { Keys } from './Keys.tsx';

/** What a partner needs of us: the card, and the fingerprint to compare over another way. */
export function OwnKey() {
  const { t } = useLingui();
  const { permissions } = useSession();
  const own = useQuery(cardQuery);
  const [isReplacing, setReplacing] = useState(false);
  return (
    <>
      <Section
        title={t`This node`}
        note={t`Give the card to the partner’s administrator. Compare the fingerprint by telephone or in person, never by the way the card went.`}
        aside={
          permissions.includes('keys.write') && (
            <Button variant="default" onClick={() => setReplacing(true)}>{t`Replace the key …`}</Button>
          )
        }
      >
        <Awaited answer={own} rows={2}>
          {({ card, fingerprint }) => (
            <div className={classes.stack}>
              <CopyField label={t`Fingerprint`} value={fingerprint} />
              <CopyField label={t`Party card`} value={JSON.stringify(card)} isLong />
            </div>
          )}
        </Awaited>
      </Section>
      <Section title={t`Our keys`} flush>
        <Awaited answer={own} rows={2}>
          {({ keys }) => <Keys keys={keys} label={t`Our keys`} />}
        </Awaited>
      </Section>
      {isReplacing && <ReplaceKey close={() => setReplacing(false)} />}
    </>
  );
}

function ReplaceKey({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [why, setWhy] = useState('routine');
  return (
    <FormDialog
      title={t`Replace this node’s key`}
      lead={
        why === 'routine' ? (
          <Trans>The old key names the new one. Partners follow by themselves, and nothing is interrupted.</Trans>
        ) : (
          <Trans>
            The old key is given up: nothing is proved by it any more. Each partner must pair with the new card before
            anything flows again.
          </Trans>
        )
      }
      act={t`Replace the key`}
      isGrave={why !== 'routine'}
      send={async () => {
        await replaceKey(why === 'compromised');
        await client.invalidateQueries();
      }}
      close={close}
    >
      <ChoiceField
        name="compromised"
        label={t`Why`}
        options={[
          { value: 'routine', label: t`In the course of things`, hint: t`The old key is in nobody else’s hands.` },
          { value: 'compromised', label: t`The old key may be in other hands` },
        ]}
        value={why}
        change={setWhy}
      />
    </FormDialog>
  );
}
