import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconHourglassLow } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CredentialList, VisitView } from '#contract/cities.ts';
import { credentialsEnd } from '#kernel/lifecycle/cities.ts';
import { useSession } from '../../app/session.ts';
import { credentialsQuery } from '../../data/cities.ts';
import { ask } from '../../data/client.ts';
import { text } from '../../data/fields.ts';
import { usePurpose } from '../../data/purpose.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import entries from '../../ui/Entries.module.css';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useNow } from '../../ui/now.ts';
import { PurposeGate } from '../../ui/PurposeGate.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment, StatedDate } from '../../ui/When.tsx';
import classes from './Cities.module.css';
import { NewCredential } from './NewCredential.tsx';
import { DELETED_BECAUSE } from './words.ts';

const OVER: ReadonlySet<string> = new Set(['held', 'cancelled', 'declined']);

/** What of each traveller a border or a host asks for: what is kept, who sees it, and when it is gone. Never in a record. */
export function Credentials({ view }: { readonly view: VisitView }) {
  const { t } = useLingui();
  const { permissions } = useSession();
  const [isLooking, setLooking] = useState(false);
  const id = String(view.visit.record['id']);
  const end = credentialsEnd(text(view.visit.record, 'until') ?? '').toISOString();
  const isOver = OVER.has(view.visit.state);
  const may = permissions.includes('credentials.read');
  return (
    <Section
      title={t`Credentials`}
      note={
        <Trans>What a border or a host asks of each traveller. It is in no record, and never leaves this node.</Trans>
      }
    >
      <ul className={classes.flows}>
        <li>
          <Trans>
            Asked for: name, date of birth, nationality, and number and expiry of the passport; nothing else.
          </Trans>
        </li>
        <li>
          <Trans>
            Who sees it: the secretary at this node, for a purpose that is said first; each look is in the access log.
          </Trans>
        </li>
        <li>
          {isOver ? (
            <Trans>Nothing more is kept: what there was is deleted.</Trans>
          ) : (
            <Trans>Deleted when the visit is over, cancelled or declined.</Trans>
          )}
        </li>
      </ul>
      {!isOver && (
        <Notice icon={IconHourglassLow} title={t`Deleted at the latest`}>
          <Moment at={end} /> (<Countdown end={end} />)
        </Notice>
      )}
      {may &&
        (isLooking ? (
          <PurposeGate>
            <Kept visit={id} isOver={isOver} />
          </PurposeGate>
        ) : (
          <div className={entries.item}>
            <div>
              <Button size="compact-sm" variant="default" onClick={() => setLooking(true)}>
                {isOver ? t`See what was deleted` : t`See what is kept`}
              </Button>
            </div>
          </div>
        ))}
    </Section>
  );
}

/** In days, and on the last in hours: never rounded to what sounds like more. */
function Countdown({ end }: { readonly end: string }) {
  const { i18n } = useLingui();
  const hours = Math.max(0, Math.floor((Date.parse(end) - useNow().getTime()) / 3_600_000));
  const words = new Intl.RelativeTimeFormat(i18n.locale);
  return hours >= 48 ? words.format(Math.floor(hours / 24), 'day') : words.format(hours, 'hour');
}

function Kept({ visit, isOver }: { readonly visit: string; readonly isOver: boolean }) {
  const { t } = useLingui();
  const { permissions } = useSession();
  const [isWriting, setWriting] = useState(false);
  const kept = useQuery(credentialsQuery(visit, usePurpose()));
  return (
    <Awaited answer={kept} rows={2}>
      {({ credentials, deletions }) => (
        <>
          {credentials.length === 0 && <p className={entries.quiet}>{t`Nothing is kept of anybody.`}</p>}
          <ul className={entries.list}>
            {credentials.map((one) => (
              <Traveller key={one.id} one={one} visit={visit} />
            ))}
          </ul>
          {!isOver && permissions.includes('credentials.write') && (
            <div className={entries.item}>
              <div>
                <Button size="compact-sm" onClick={() => setWriting(true)}>
                  {t`Put in a traveller`}
                </Button>
              </div>
            </div>
          )}
          <Deletions deletions={deletions} />
          {isWriting && <NewCredential visit={visit} close={() => setWriting(false)} />}
        </>
      )}
    </Awaited>
  );
}

type OneProps = { readonly one: CredentialList['credentials'][number]; readonly visit: string };

function Traveller({ one, visit }: OneProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const remove = useMutation({
    mutationFn: () => ask('deleteCredential', { params: { id: one.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['credentials', visit] }),
  });
  const { traveller } = one;
  const name = traveller === null ? '' : [traveller.familyName, traveller.givenNames].filter(Boolean).join(', ');
  return (
    <li className={entries.item}>
      {traveller === null ? (
        <span>{t`Its key is gone, as after a restore: put it in again.`}</span>
      ) : (
        <>
          <bdi className={entries.strong}>{name}</bdi>
          <span>
            <bdi dir="ltr">{traveller.passport.number}</bdi> · <bdi dir="ltr">{traveller.passport.country}</bdi>
            {' · '}
            {t`valid until`} <StatedDate date={traveller.passport.expires} />
          </span>
          <span className={entries.quiet}>
            {t`born`} <StatedDate date={traveller.born} /> · <bdi dir="ltr">{traveller.nationality}</bdi>
          </span>
        </>
      )}
      <div className={entries.row}>
        <span className={entries.quiet}>
          {t`Kept for:`} <bdi>{one.purpose}</bdi>
        </span>
        <Button size="compact-sm" variant="default" c="var(--mantine-color-error)" onClick={() => setAsked(true)}>
          {t`Delete`}
        </Button>
      </div>
      {isAsked && (
        <ConfirmDialog
          title={t`Delete what is kept of this traveller?`}
          lead={t`It cannot be brought back. That something was deleted stays, and nothing of whom.`}
          act={t`Delete`}
          isGrave
          send={() => remove.mutateAsync()}
          close={() => setAsked(false)}
        />
      )}
    </li>
  );
}

function Deletions({ deletions }: Pick<CredentialList, 'deletions'>) {
  const { t, i18n } = useLingui();
  if (deletions.length === 0) return null;
  return (
    <ul className={entries.list}>
      {deletions.map(({ at, credentials, why }) => {
        const [count, because] = [i18n.number(credentials), t(DELETED_BECAUSE[why])];
        return (
          <li key={`${at} ${why}`} className={entries.quiet}>
            <Moment at={at} />: {t`${count} deleted, because ${because}`}
          </li>
        );
      })}
    </ul>
  );
}
