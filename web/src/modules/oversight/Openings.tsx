import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SealView } from '#contract/seals.ts';
import type { HeldKey } from '../../data/holder-key.ts';
import { grantOpening, refuseOpening } from '../../data/seals.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './Oversight.module.css';
import { decryptHalf, encryptHalf, openSealed, type Side } from './sealing.ts';

type Opening = SealView['asked'][number];
type Props = { readonly view: SealView; readonly side: Side; readonly heldKey: HeldKey | undefined };

/** Who asked and what became of it; the other side decides, and who asked reads. */
export function Openings({ view, side, heldKey }: Props) {
  const { t } = useLingui();
  const [deciding, setDeciding] = useState<{ readonly opening: Opening; readonly how: 'grant' | 'refuse' }>();
  const client = useQueryClient();
  const word = { keeper: t`Central authority`, oversight: t`Oversight` };
  const states = {
    asked: { tone: 'wait', label: t`Waits for the other side` },
    granted: { tone: 'warn', label: t`Granted` },
    refused: { tone: 'ended', label: t`Refused` },
  } as const;
  return (
    <Section title={t`Asked for`}>
      {view.asked.length === 0 && <p className={classes.quiet}>{t`Nobody has asked to open it.`}</p>}
      <ul className={classes.openings}>
        {view.asked.map((opening) => {
          const { id, by, side: its, reason, at, state, isOwn, why } = opening;
          const mayDecide = state === 'asked' && !isOwn && its !== side && view.half !== null;
          return (
            <li key={id}>
              <Group gap={8}>
                <Chip tone={states[state].tone} state={state}>
                  {states[state].label}
                </Chip>
                <bdi>{by}</bdi>
                <span className={classes.quiet}>
                  {word[its]} · <Moment at={at} />
                </span>
              </Group>
              <p dir="auto">{reason}</p>
              {why !== null && (
                <p>
                  <Trans>
                    Why not: <span dir="auto">{why}</span>
                  </Trans>
                </p>
              )}
              {mayDecide && (
                <Group gap="xs">
                  <Button disabled={heldKey === undefined} onClick={() => setDeciding({ opening, how: 'grant' })}>
                    {t`Let it be opened …`}
                  </Button>
                  <Button variant="default" onClick={() => setDeciding({ opening, how: 'refuse' })}>
                    {t`Refuse …`}
                  </Button>
                </Group>
              )}
              {isOwn && state === 'granted' && <Read view={view} opening={opening} side={side} heldKey={heldKey} />}
            </li>
          );
        })}
      </ul>
      {deciding?.how === 'grant' && (
        <ConfirmDialog
          title={t`Let it be opened`}
          lead={t`Your half is encrypted to the one who asked, who can then read it. The owner is told, and the opening is counted in public. It cannot be taken back.`}
          act={t`Let it be opened`}
          isGrave
          send={async () => {
            const { id, half } = view;
            const { publicKey } = deciding.opening;
            const own = heldKey && half !== null ? await decryptHalf(half, heldKey, { id, side }) : undefined;
            if (own === undefined || publicKey === null) throw new Error('the half does not open');
            await grantOpening(deciding.opening.id, await encryptHalf(own, { id, side, publicKey }));
            await client.invalidateQueries();
          }}
          close={() => setDeciding(undefined)}
        />
      )}
      {deciding?.how === 'refuse' && (
        <ConfirmDialog
          title={t`Refuse the opening`}
          lead={t`Who asked is told, and why.`}
          act={t`Refuse`}
          reason={{ name: 'why' }}
          send={async (why) => {
            await refuseOpening(deciding.opening.id, why);
            await client.invalidateQueries();
          }}
          close={() => setDeciding(undefined)}
        />
      )}
    </Section>
  );
}

type ReadProps = Props & { readonly opening: Opening };

/** Opened in this browser, shown until it is hidden, and kept nowhere. */
function Read({ view, opening, side, heldKey }: ReadProps) {
  const { t } = useLingui();
  const [words, setWords] = useState<string>();
  const [isBroken, setBroken] = useState(false);
  const read = async () => {
    const { id, half } = view;
    const other = side === 'keeper' ? 'oversight' : 'keeper';
    if (heldKey === undefined || half === null || opening.half === null) return;
    const own = await decryptHalf(half, heldKey, { id, side });
    const given = await decryptHalf(opening.half, heldKey, { id, side: other });
    const halves = side === 'keeper' ? { keeper: own, oversight: given } : { keeper: given, oversight: own };
    const { keeper, oversight } = halves;
    const opened = keeper && oversight ? await openSealed({ ...view, keeper, oversight }) : undefined;
    setBroken(opened === undefined);
    setWords(opened);
  };
  if (words !== undefined)
    return (
      <>
        <pre className={classes.opened} dir="auto" data-opened>
          {words}
        </pre>
        <Button variant="default" onClick={() => setWords(undefined)}>
          {t`Hide it`}
        </Button>
      </>
    );
  return (
    <>
      {isBroken && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          title={t`It does not open: a half is of another key, or it is not what was sealed.`}
        />
      )}
      <Button disabled={heldKey === undefined} onClick={() => void read()}>
        {t`Read it`}
      </Button>
    </>
  );
}
