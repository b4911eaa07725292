import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconTargetArrow } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordView } from '#contract/records.ts';
import { list, localizedField, number, text } from '../../data/fields.ts';
import { cityRecordsQuery } from '../../data/cities.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Section } from '../../ui/Section.tsx';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';
import { StatedDate } from '../../ui/When.tsx';
import { ARRANGEMENT_STATES } from '../meetings/words.ts';
import { RecordHead } from '../records/RecordHead.tsx';
import { RecordSteps } from '../records/RecordSteps.tsx';
import classes from './Cities.module.css';
import { NewPlan } from './NewPlan.tsx';

type Props = { readonly accord: string; readonly mayWrite: boolean };

/** What the cities mean to do, year by year, and what of it they undertook. */
export function CityPlans({ accord, mayWrite }: Props) {
  const { t } = useLingui();
  const [isWriting, setWriting] = useState(false);
  const plans = useQuery(cityRecordsQuery(accord, 'city-plan'));
  const commitments = useQuery(cityRecordsQuery(accord, 'commitment'));
  return (
    <Section
      title={t`Plan`}
      note={<Trans>The plan of a year is agreed by both; what is undertaken of it is a commitment.</Trans>}
      aside={
        mayWrite && (
          <Button size="compact-sm" variant="default" onClick={() => setWriting(true)}>
            <Trans>Propose a plan</Trans>
          </Button>
        )
      }
    >
      <Awaited answer={plans}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState icon={IconTargetArrow} title={t`No plan has been proposed yet.`} />
          ) : (
            <ul className={entries.list}>
              {found.map((view) => (
                <Plan key={String(view.record['id'])} view={view} />
              ))}
            </ul>
          )
        }
      </Awaited>
      {commitments.data !== undefined && commitments.data.length > 0 && <Undertaken views={commitments.data} />}
      {isWriting && <NewPlan accord={accord} close={() => setWriting(false)} />}
    </Section>
  );
}

function Plan({ view }: { readonly view: RecordView }) {
  const { record } = view;
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const year = number(record, 'year');
  return (
    <li className={entries.item}>
      <RecordHead view={view} terms={ARRANGEMENT_STATES}>
        {year !== undefined && <span>{i18n.number(year, { useGrouping: false })}</span>}
        <RecordSteps view={view} />
      </RecordHead>
      <ul className={classes.flows}>
        {list(record, 'actions').map((action) => {
          const quarter = number(action, 'quarter');
          const said = localize(localizedField(action, 'text'));
          return (
            <li key={text(action, 'key')}>
              <bdi>{localize(localizedField(action, 'title'))}</bdi>
              {quarter !== undefined && <span className={entries.quiet}> {t`quarter ${i18n.number(quarter)}`}</span>}
              {said !== '' && (
                <p dir="auto" className={entries.quiet}>
                  {said}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </li>
  );
}

/** Commitments in a line each, with how they stand. */
export function Undertaken({ views }: { readonly views: readonly RecordView[] }) {
  const { t } = useLingui();
  return (
    <>
      <h3 className={classes.day}>{t`Commitments`}</h3>
      <ul className={entries.list}>
        {views.map((view) => {
          const { record } = view;
          const [id, due] = [String(record['id']), text(record, 'due')];
          return (
            <li key={id} className={entries.item}>
              <RecordHead view={view} terms={COMMITMENT_STATES}>
                {due !== undefined && <StatedDate date={due} />}
              </RecordHead>
            </li>
          );
        })}
      </ul>
    </>
  );
}
