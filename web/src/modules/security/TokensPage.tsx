import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../data/client.ts';
import { ownTokensQuery } from '../../data/sign-in.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tokens } from './Tokens.tsx';

/** Tokens for one's own programs. */
export function TokensPage() {
  const { t } = useLingui();
  const tokens = useQuery(ownTokensQuery);
  const client = useQueryClient();
  const renew = () => void client.invalidateQueries({ queryKey: ownTokensQuery.queryKey });
  return (
    <Page
      title={t`Tokens for programs`}
      lead={
        <Trans>
          A program that brings a token acts as you, within the scopes of the token. The node keeps a hash: a lost token
          is replaced, never shown again.
        </Trans>
      }
      width="reading"
    >
      <Awaited answer={tokens}>
        {(list) => (
          <Tokens
            list={list}
            make={(wish) => ask('makeOwnToken', { body: wish })}
            revoke={(id) => ask('revokeOwnToken', { params: { id } })}
            renew={renew}
          />
        )}
      </Awaited>
    </Page>
  );
}
