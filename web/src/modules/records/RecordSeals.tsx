import { Plural, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../app/session.ts';
import { sealsOfRecord } from '../../data/seals.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { SealDialog } from '../oversight/SealDialog.tsx';
import classes from './RecordPage.module.css';

/** What belongs to the record and nobody reads alone. */
export function RecordSeals({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const { permissions } = useSession();
  const found = useQuery(sealsOfRecord(id));
  const [isSealing, setSealing] = useState(false);
  return (
    <Section title={t`Sealed content`}>
      <Awaited answer={found} rows={1}>
        {({ seals }) => (
          <>
            {seals.length === 0 && <p className={classes.quiet}>{t`None belongs to it.`}</p>}
            <ul className={classes.list}>
              {seals.map(({ id: seal, label, at, openings }) => (
                <li key={seal}>
                  {permissions.includes('seals.hold') ? (
                    <Link to="/seals/$id" params={{ id: seal }}>
                      <bdi>{label}</bdi>
                    </Link>
                  ) : (
                    <bdi>{label}</bdi>
                  )}
                  <div className={classes.quiet}>
                    <Moment at={at} /> · <Plural value={openings} one="opened once" other="opened # times" />
                  </div>
                </li>
              ))}
            </ul>
            {permissions.includes('seals.write') && (
              <Button size="compact-md" variant="default" onClick={() => setSealing(true)}>
                {t`Seal content …`}
              </Button>
            )}
          </>
        )}
      </Awaited>
      {isSealing && <SealDialog record={id} close={() => setSealing(false)} />}
    </Section>
  );
}
