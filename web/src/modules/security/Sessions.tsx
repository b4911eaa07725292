import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Security } from '#contract/security.ts';
import { ask } from '../../data/client.ts';
import { LastUsed, Possession, Possessions } from '../../ui/Possessions.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Moment } from '../../ui/When.tsx';
import { deviceName, METHODS } from './device.ts';

type Props = { readonly sessions: Security['sessions']; readonly renew: () => void };

export function Sessions({ sessions, renew }: Props) {
  const { t } = useLingui();
  const ending = useMutation({
    mutationFn: (id: string): Promise<unknown> =>
      id === 'others' ? ask('endOtherSessions') : ask('endOwnSession', { params: { id } }),
    onSettled: renew,
  });
  return (
    <>
      <Possessions>
        {sessions.map((one) => {
          const device = deviceName(one.agent) ?? t`An unknown browser`;
          return (
            <Possession
              key={one.id}
              name={device}
              beside={
                one.isThis && (
                  <Badge variant="default" tt="none">
                    <Trans>This one</Trans>
                  </Badge>
                )
              }
              details={
                <>
                  {t(METHODS[one.method])}
                  {one.address !== null && (
                    <>
                      {' · '}
                      <bdi dir="ltr">{one.address}</bdi>
                    </>
                  )}
                  {' · '}
                  <Trans>
                    since <Moment at={one.signedInAt} />
                  </Trans>
                  {' · '}
                  <LastUsed at={one.lastUsedAt} />
                </>
              }
            >
              {!one.isThis && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t`End the session of ${device}`}
                  onClick={() => ending.mutate(one.id)}
                >
                  <Trans>End</Trans>
                </Button>
              )}
            </Possession>
          );
        })}
      </Possessions>
      {sessions.length > 1 && (
        <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate('others')}>
          <Trans>End all others</Trans>
        </Button>
      )}
      {ending.error !== null && <Problem error={ending.error} />}
    </>
  );
}
