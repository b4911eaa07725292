import { Trans, useLingui } from '@lingui/react/macro';
import { IconClockExclamation } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../../data/queries.ts';
import { securityQuery } from '../../data/sign-in.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { SignOutButton } from '../sign-in/SignOutButton.tsx';
import { AddPasskey } from './AddPasskey.tsx';
import { NewRecoveryCodes } from './NewRecoveryCodes.tsx';
import { Passkeys } from './Passkeys.tsx';
import { Sessions } from './Sessions.tsx';
import { Totp } from './Totp.tsx';

/** How one signs in oneself, and where one is signed in. */
export function SecurityPage() {
  const { t, i18n } = useLingui();
  const security = useQuery(securityQuery);
  const client = useQueryClient();
  const renew = () => {
    void client.invalidateQueries({ queryKey: securityQuery.queryKey });
    void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  return (
    <Page title={t`Signing in`} lead={t`How you come in, and where you are signed in.`} width="reading">
      <Awaited answer={security}>
        {(data) => (
          <>
            {!data.mayChange && (
              <Notice icon={IconClockExclamation} title={t`Sign in again to change something here`}>
                <p>
                  <Trans>
                    You signed in more than a quarter of an hour ago. Whoever finds your browser open must not be able
                    to make a way in of their own.
                  </Trans>
                </p>
                <SignOutButton isAgain />
              </Notice>
            )}
            <Section
              title={t`Passkeys`}
              note={t`Held by your device or a security key, and unlocked by you. A passkey alone is both factors.`}
            >
              <Passkeys passkeys={data.passkeys} isOff={!data.mayChange} renew={renew} />
              {data.mayChange && <AddPasskey areOff={!data.passkeysWork} added={renew} />}
            </Section>
            <Section
              title={t`Authenticator`}
              note={t`Six digits from your telephone, as a second factor after a link.`}
            >
              <Totp totp={data.totp} isOff={!data.mayChange} renew={renew} />
            </Section>
            <Section
              title={t`Recovery codes`}
              note={t`Left: ${i18n.number(data.recoveryCodes)}. Each stands in for the second factor once.`}
            >
              <NewRecoveryCodes isOff={!data.mayChange || (data.passkeys.length === 0 && data.totp === null)} />
            </Section>
            <Section title={t`Sessions`} note={t`Where you are signed in now.`}>
              <Sessions sessions={data.sessions} renew={renew} />
            </Section>
          </>
        )}
      </Awaited>
    </Page>
  );
}
