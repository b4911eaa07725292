import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { SealKeys, SealView } from '#contract/seals.ts';
import { BackLink } from '../../app/BackLink.tsx';
import { useSession } from '../../app/session.ts';
import { useHolderKey, type HeldKey } from '../../data/holder-key.ts';
import { askOpening, passHalf, sealKeysQuery, sealQuery } from '../../data/seals.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { AwaitedPage } from '../../ui/AwaitedPage.tsx';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import { Openings } from './Openings.tsx';
import { NeedsKey } from './OwnSealKey.tsx';
import { decryptHalf, encryptHalf } from './sealing.ts';

/** One seal, for those who hold halves: asked for here, decided here by the other side, and read here alone. */
export function SealPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/shell/seals/$id' });
  const seal = useQuery(sealQuery(id));
  const keys = useQuery(sealKeysQuery);
  return (
    <>
      <BackLink to="/seals">{t`All sealed content`}</BackLink>
      <AwaitedPage answer={seal}>
        {(view) => <Awaited answer={keys}>{({ own }) => <Shown view={view} own={own} />}</Awaited>}
      </AwaitedPage>
    </>
  );
}

type Props = { readonly view: SealView; readonly own: SealKeys['own'] };

function Shown({ view, own }: Props) {
  const { t, i18n } = useLingui();
  const { person } = useSession();
  const held = useHolderKey(person.id);
  const key = held?.publicKey === own?.publicKey ? held : undefined;
  const side = view.holders.find(({ publicKey }) => publicKey === own?.publicKey)?.side;
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const hasOpen = view.asked.some(({ isOwn, state }) => isOwn && state === 'asked');
  const { label, at, openings, record, commitment, half } = view;
  return (
    <Page
      title={label}
      lead={<Trans>Sealed content: two people of two sides open it together.</Trans>}
      actions={
        half !== null && <Button disabled={hasOpen} onClick={() => setAsking(true)}>{t`Ask for opening …`}</Button>
      }
    >
      <Section title={t`What is known of it`}>
        <Facts
          facts={[
            { label: t`Sealed`, value: <Moment at={at} /> },
            { label: t`Times opened`, value: i18n.number(openings) },
            ...(record === null
              ? []
              : [{ label: t`Belongs to`, value: <RecordLink id={record}>{t`The record`}</RecordLink> }]),
            { label: t`Commitment`, value: <Reference value={commitment} what={t`Commitment`} />, wide: true },
          ]}
        />
      </Section>
      {own === null ? (
        <EmptyState icon={IconArrowLeft} title={t`You have no key for sealed content.`}>
          <Link to="/seals">{t`Make your key`}</Link>
        </EmptyState>
      ) : (
        <>
          {half === null && <p>{t`You hold no half of this one. Another holder of your side can give you theirs.`}</p>}
          {half !== null && key === undefined && (
            <Section title={t`Your key`}>
              <NeedsKey own={own} />
            </Section>
          )}
          {side !== undefined && <Openings view={view} side={side} heldKey={key} />}
        </>
      )}
      <Holders view={view} side={side} heldKey={key} />
      {isAsking && (
        <ConfirmDialog
          title={t`Ask for opening`}
          lead={t`The other side decides. The reason, that you asked, and what was decided are kept; if it is opened, the owner is told and the opening is counted in public.`}
          act={t`Ask`}
          reason={{ name: 'reason' }}
          send={async (reason) => {
            await askOpening(view.id, reason);
            await client.invalidateQueries();
          }}
          close={() => setAsking(false)}
        />
      )}
    </Page>
  );
}

type HoldersProps = {
  readonly view: SealView;
  readonly side: 'keeper' | 'oversight' | undefined;
  readonly heldKey: HeldKey | undefined;
};

/** Whoever joined a side later is given a half by one who has it. */
function Holders({ view, side, heldKey }: HoldersProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  const { half, id } = view;
  const pass = async (publicKey: string) => {
    setError(undefined);
    try {
      if (side === undefined || heldKey === undefined || half === null) return;
      const opened = await decryptHalf(half, heldKey, { id, side });
      if (opened === undefined) throw new Error('the half does not open');
      await passHalf(id, publicKey, await encryptHalf(opened, { id, side, publicKey }));
      await client.invalidateQueries();
    } catch (refused) {
      setError(refused);
    }
  };
  const word = { keeper: t`Central authority`, oversight: t`Oversight` };
  return (
    <Section title={t`Who holds a half`}>
      <Facts
        facts={view.holders.map(({ publicKey, name, side: its, holds }) => ({
          label: word[its],
          value: (
            <Group gap={8}>
              <bdi>{name}</bdi>
              {!holds && <span>({t`none of this one`})</span>}
              {!holds && its === side && heldKey !== undefined && half !== null && (
                <Button size="compact-sm" variant="default" onClick={() => void pass(publicKey)}>
                  {t`Give them your half`}
                </Button>
              )}
            </Group>
          ),
        }))}
      />
      {error !== undefined && <Problem error={error} />}
    </Section>
  );
}
