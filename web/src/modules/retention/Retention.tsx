import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RetentionView } from '#contract/retention.ts';
import { useSession } from '../../app/session.ts';
import { retentionQuery } from '../../data/queries.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { LiftHold, PlaceHold, Recall } from './Dialogs.tsx';
import { useBecause } from './because.ts';
import classes from './Retention.module.css';

type Hold = NonNullable<RetentionView['holds']>[number];

/** A record's time: until when it is kept and why, what holds it, and who may end it before. */
export function Retention({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const retention = useQuery(retentionQuery(id));
  return (
    <Section title={t`Retention`}>
      <Awaited answer={retention} rows={2}>
        {(view) => <Told view={view} />}
      </Awaited>
    </Section>
  );
}

function Told({ view }: { readonly view: RetentionView }) {
  const { t } = useLingui();
  const { permissions } = useSession();
  const because = useBecause();
  const [open, setOpen] = useState<'hold' | 'recall' | Hold>();
  const { ends, expunged, isHeld, holds, id } = view;
  const close = () => setOpen(undefined);
  return (
    <>
      <Facts
        facts={[
          {
            label: t`Kept until`,
            value:
              expunged !== null ? (
                <Trans>
                  Content expunged <Moment at={expunged} />
                </Trans>
              ) : ends === null ? (
                t`As long as the accord lasts.`
              ) : (
                <Moment at={ends.at} />
              ),
          },
          ...(ends === null || expunged !== null
            ? []
            : [
                {
                  label: t`Left`,
                  value: t`${plural(ends.daysLeft, { one: '# day left', other: '# days left' })}`,
                },
                { label: t`Why`, value: because(ends.because) },
              ]),
          {
            label: t`Legal hold`,
            value: isHeld ? <Chip tone="warn">{t`Held`}</Chip> : t`None`,
          },
        ]}
      />
      {holds !== null && holds.length > 0 && (
        <ul className={classes.holds} aria-label={t`Legal holds`}>
          {holds.map((hold) => (
            <li key={hold.id}>
              <span dir="auto">{hold.reason}</span>
              <div className={classes.faint}>
                <Trans>
                  Placed <Moment at={hold.placedAt} /> by <bdi>{hold.placedBy}</bdi>
                </Trans>
                {hold.until !== null && (
                  <>
                    {' · '}
                    <Trans>
                      until <Moment at={hold.until} />
                    </Trans>
                  </>
                )}
              </div>
              {hold.liftedAt !== null ? (
                <div className={classes.faint}>
                  <Trans>
                    Lifted <Moment at={hold.liftedAt} />: <span dir="auto">{hold.liftedWhy}</span>
                  </Trans>
                </div>
              ) : (
                permissions.includes('holds.write') && (
                  <Button size="compact-sm" variant="default" mt={6} onClick={() => setOpen(hold)}>
                    {t`Lift this hold …`}
                  </Button>
                )
              )}
            </li>
          ))}
        </ul>
      )}
      {expunged === null && (
        <div className={classes.acts}>
          {permissions.includes('holds.write') && (
            <Button variant="default" onClick={() => setOpen('hold')}>{t`Place a legal hold …`}</Button>
          )}
          {permissions.includes('records.recall') && (
            <Button variant="default" c="var(--mantine-color-error)" onClick={() => setOpen('recall')}>
              {t`Recall …`}
            </Button>
          )}
        </div>
      )}
      {open === 'hold' && <PlaceHold id={id} close={close} />}
      {open === 'recall' && <Recall id={id} close={close} />}
      {typeof open === 'object' && <LiftHold id={id} hold={open.id} close={close} />}
    </>
  );
}
