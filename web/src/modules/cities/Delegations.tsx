import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { VisitView } from '#contract/cities.ts';
import type { RecordView } from '#contract/records.ts';
import { useSession, useSides } from '../../app/session.ts';
import { addressOf } from '../../data/client.ts';
import { list, localizedField, number, text } from '../../data/fields.ts';
import { accordQuery } from '../../data/queries.ts';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { ROLE_WORDS } from '../meetings/words.ts';
import { RecordSteps } from '../records/RecordSteps.tsx';
import classes from './Cities.module.css';
import { DelegationDialog } from './DelegationDialog.tsx';
import { DELEGATION_STATES } from './words.ts';

/** Who comes and who receives them, by office in order of precedence; each side says it of its own. */
export function Delegations({ view }: { readonly view: VisitView }) {
  const { t } = useLingui();
  const { self, isSelf, name } = useSides();
  const { permissions } = useSession();
  const [isWriting, setWriting] = useState(false);
  const accord = text(view.visit.record, 'accord_ref') ?? '';
  const parties = useQuery({ ...accordQuery(accord), enabled: accord !== '' }).data?.parties ?? [];
  const mayWrite = permissions.includes('records.write') && view.visit.state === 'accepted';
  return (
    <Section
      title={t`Delegations`}
      note={<Trans>Offices, not names. The other side accepts a list, or returns it with a reason.</Trans>}
    >
      {parties.map(({ id }) => {
        const delegation = view.delegations[id];
        return (
          <div key={id} className={classes.side} data-party={isSelf(id) ? 'ours' : 'theirs'}>
            <div className={entries.row}>
              <Party name={name(id)} self={isSelf(id)} note />
              {delegation !== undefined && <StateChip state={delegation.state} terms={DELEGATION_STATES} />}
            </div>
            {delegation === undefined ? (
              <p className={entries.quiet}>{t`No delegation has been named yet.`}</p>
            ) : (
              <Offices view={delegation} isOpen={view.visit.state === 'accepted'} />
            )}
            {id === self && mayWrite && (
              <div>
                <Button size="compact-sm" variant="default" onClick={() => setWriting(true)}>
                  {delegation === undefined ? t`Name the delegation` : t`Change the delegation`}
                </Button>
              </div>
            )}
          </div>
        );
      })}
      {isWriting && <DelegationDialog view={view} close={() => setWriting(false)} />}
    </Section>
  );
}

function Offices({ view, isOpen }: { readonly view: RecordView; readonly isOpen: boolean }) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const { record, history, state } = view;
  const id = String(record['id']);
  const offices = list(record, 'offices').toSorted(
    (a, b) => (number(a, 'precedence') ?? 0) - (number(b, 'precedence') ?? 0),
  );
  const returned = history.findLast(({ verb }) => verb === 'return');
  return (
    <>
      {state === 'returned' && returned?.reason && (
        <p dir="auto" className={entries.words}>
          {returned.reason}
        </p>
      )}
      <ol className={classes.offices}>
        {offices.map((office, n) => {
          const role = ROLE_WORDS[text(office, 'role') ?? ''];
          return (
            <li key={n} className={classes.office}>
              <span className={classes.place}>{i18n.number(n + 1)}</span>
              <bdi>{localize(localizedField(office, 'office'))}</bdi>
              <span className={entries.quiet}>{role !== undefined && t(role)}</span>
            </li>
          );
        })}
      </ol>
      <div className={entries.row}>
        <Button
          size="compact-sm"
          variant="default"
          component="a"
          href={addressOf('exportDelegation', { params: { id } })}
          download
        >
          {t`vCard`}
        </Button>
        {isOpen && <RecordSteps view={view} />}
      </div>
    </>
  );
}
