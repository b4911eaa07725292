import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../data/client.ts';
import { emergencyUsesQuery } from '../../data/accounts.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { deviceName, METHODS } from '../security/device.ts';
import classes from '../security/Security.module.css';

/** Each sign-in of an account for emergencies, until somebody else has looked at it. */
export function EmergencyList() {
  const { t } = useLingui();
  const uses = useQuery(emergencyUsesQuery);
  const client = useQueryClient();
  const seeing = useMutation({
    mutationFn: (id: string) => ask('seeEmergencyUse', { params: { id } }),
    onSettled: () => client.invalidateQueries(),
  });
  if (uses.data === undefined || uses.data.uses.length === 0) return null;
  return (
    <Section title={t`Emergency sign-ins`} note={t`Ask the person what it was for before you put it aside.`}>
      <ul className={classes.list}>
        {uses.data.uses.slice(0, 10).map((use) => (
          <li key={use.id} className={classes.row}>
            <div className={classes.words}>
              <strong>
                <bdi>{use.name}</bdi>
              </strong>
              <div className={classes.small}>
                {t(METHODS[use.method])} · <Moment at={use.at} />
                {use.address !== null && (
                  <>
                    {' · '}
                    <bdi dir="ltr">{use.address}</bdi>
                  </>
                )}
                {use.agent !== null && (
                  <>
                    {' · '}
                    <bdi>{deviceName(use.agent)}</bdi>
                  </>
                )}
              </div>
            </div>
            {use.seenAt === null ? (
              <Button size="compact-sm" variant="default" onClick={() => seeing.mutate(use.id)}>
                <Trans>I have looked at it</Trans>
              </Button>
            ) : (
              <span className={classes.small}>
                <Trans>
                  looked at <Moment at={use.seenAt} />
                </Trans>
              </span>
            )}
          </li>
        ))}
      </ul>
      {seeing.error !== null && <Problem error={seeing.error} />}
    </Section>
  );
}
