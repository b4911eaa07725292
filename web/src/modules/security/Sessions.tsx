import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Security } from '#contract/security.ts';
import { ask } from '../../data/client.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Distance, Moment } from '../../ui/When.tsx';
import { deviceName, METHODS } from './device.ts';
import classes from './Security.module.css';

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
      <ul className={classes.list}>
        {sessions.map((one) => {
          const device = deviceName(one.agent) ?? t`An unknown browser`;
          return (
            <li key={one.id} className={classes.row}>
              <div className={classes.words}>
                <strong>
                  <bdi>{device}</bdi>
                </strong>{' '}
                {one.isThis && (
                  <Badge variant="default" tt="none">
                    <Trans>This one</Trans>
                  </Badge>
                )}
                <div className={classes.small}>
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
                  <Trans>
                    last used <Distance at={one.lastUsedAt} />
                  </Trans>
                </div>
              </div>
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
            </li>
          );
        })}
      </ul>
      {sessions.length > 1 && (
        <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate('others')}>
          <Trans>End all others</Trans>
        </Button>
      )}
      {ending.error !== null && <Problem error={ending.error} />}
    </>
  );
}
