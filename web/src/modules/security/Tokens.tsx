import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { MadeToken, NewToken, TokenList, TokenRow } from '#contract/security.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { LastUsed, Possession, Possessions } from '../../ui/Possessions.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { NewTokenDialog } from './NewTokenDialog.tsx';

type Props = {
  readonly list: TokenList;
  readonly make: (wish: NewToken) => Promise<MadeToken>;
  readonly revoke: (id: string) => Promise<unknown>;
  readonly renew: () => void;
};

const isAlive = ({ revokedAt, expiresAt }: TokenRow): boolean =>
  revokedAt === null && (expiresAt === null || new Date(expiresAt) > new Date());

export function Tokens({ list, make, revoke, renew }: Props) {
  const { t } = useLingui();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeToken>();
  const [leaving, setLeaving] = useState<TokenRow>();
  const alive = list.tokens.filter(isAlive);
  return (
    <>
      {made !== undefined && (
        <Section title={t`Your new token`} note={t`It is shown this once: copy it now.`}>
          <CopyField label={t`Token`} value={made.token} />
        </Section>
      )}
      <Section
        title={t`Living tokens`}
        aside={
          <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setMaking(true)}>
            <Trans>New token</Trans>
          </Button>
        }
      >
        {alive.length === 0 ? (
          <EmptyState icon={IconKey} title={t`No tokens yet`} />
        ) : (
          <Possessions>
            {alive.map((one) => (
              <Possession
                key={one.id}
                name={one.name}
                beside={<code dir="ltr">{one.prefix}…</code>}
                details={
                  <>
                    <bdi dir="ltr">{one.scopes.join(', ')}</bdi>
                    <div>
                      {one.expiresAt === null ? (
                        <Trans>without an end</Trans>
                      ) : (
                        <Trans>
                          ends <Moment at={one.expiresAt} />
                        </Trans>
                      )}
                      {' · '}
                      <LastUsed at={one.lastUsedAt} />
                    </div>
                  </>
                }
              >
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t`Revoke: ${one.name}`}
                  onClick={() => setLeaving(one)}
                >
                  <Trans>Revoke</Trans>
                </Button>
              </Possession>
            ))}
          </Possessions>
        )}
      </Section>
      {isMaking && (
        <NewTokenDialog
          list={list}
          send={async (wish) => {
            setMade(await make(wish));
            renew();
          }}
          close={() => setMaking(false)}
        />
      )}
      {leaving !== undefined && (
        <ConfirmDialog
          title={t`Revoke this token?`}
          lead={<Trans>Programs that bring it are refused from now on.</Trans>}
          act={t`Revoke`}
          isGrave
          send={() => revoke(leaving.id).then(renew)}
          close={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}
