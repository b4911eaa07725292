import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RetentionView } from '#contract/retention.ts';
import { useSession } from '../../app/session.ts';
import { liftHold } from '../../data/node.ts';
import { retentionQuery } from '../../data/queries.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { PlaceHold, Recall } from './Dialogs.tsx';
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
  const client = useQueryClient();
  const [open, setOpen] = useState<'hold' | 'recall' | Hold>();
  const { ends, expunged, isHeld, holds, id } = view;
  const close = () => setOpen(undefined);
  const after = () => client.invalidateQueries();
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
      {open === 'hold' && <PlaceHold id={id} after={after} close={close} />}
      {open === 'recall' && <Recall id={id} after={after} close={close} />}
      {typeof open === 'object' && (
        <ConfirmDialog
          title={t`Lift the legal hold`}
          lead={t`What was due for deletion meanwhile is deleted at once.`}
          act={t`Lift the hold`}
          isGrave
          reason={{ name: 'why', most: 4000 }}
          send={async (why) => {
            await liftHold(id, open.id, why);
            await after();
          }}
          close={close}
        />
      )}
    </>
  );
}
