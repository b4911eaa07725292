import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../data/client.ts';
import { useEmergencyUses } from '../../data/accounts.ts';
import { More } from '../../ui/More.tsx';
import { Possession, Possessions } from '../../ui/Possessions.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { deviceName, METHODS } from '../security/device.ts';
import classes from '../security/Security.module.css';

const FIRST = 10;

/** Each sign-in of an account for emergencies, until somebody else has looked at it. */
export function EmergencyList() {
  const { t } = useLingui();
  const uses = useEmergencyUses();
  const [isAll, setAll] = useState(false);
  const client = useQueryClient();
  const seeing = useMutation({
    mutationFn: (id: string) => ask('seeEmergencyUse', { params: { id } }),
    onSettled: () => client.invalidateQueries(),
  });
  if (uses.rows === undefined || uses.rows.length === 0) return null;
  return (
    <Section title={t`Emergency sign-ins`} note={t`Ask the person what it was for before you put it aside.`}>
      <Possessions>
        {uses.rows.slice(0, isAll ? undefined : FIRST).map((use) => (
          <Possession
            key={use.id}
            name={use.name}
            details={
              <>
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
              </>
            }
          >
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
          </Possession>
        ))}
      </Possessions>
      {isAll ? (
        <More more={uses.more} />
      ) : (
        <More more={{ has: uses.rows.length > FIRST, isLoading: false, load: () => setAll(true) }} />
      )}
      {seeing.error !== null && <Problem error={seeing.error} />}
    </Section>
  );
}
