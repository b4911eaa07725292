import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CommitmentView, Relative } from '#contract/register.ts';
import { useSession } from '../../app/session.ts';
import { headline } from '../../data/commitment.ts';
import { standingQuery } from '../../data/register.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';
import { isRevisable } from '../records/revise/editable.ts';
import { Agreed } from './Agreed.tsx';
import classes from './CommitmentPage.module.css';
import { Evidence } from './Evidence.tsx';
import { ContinueDialog } from './forms/ContinueDialog.tsx';
import { DependsDialog } from './forms/DependsDialog.tsx';
import { Edit } from './forms/Edit.tsx';
import { LineageDialog } from './forms/LineageDialog.tsx';
import { Lineage } from './Lineage.tsx';
import { Standing } from './Standing.tsx';

/** What the register knows of one commitment beside its record. */
export function Register({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const answer = useQuery(standingQuery(id));
  const { party, permissions } = useSession();
  const mayRevise = ({ commitment }: CommitmentView) => isRevisable(commitment, party.id, permissions);
  const mayWrite = ({ commitment }: CommitmentView) =>
    permissions.includes('records.write') && commitment.expunged === null;
  return (
    <Awaited answer={answer}>
      {(view) => (
        <>
          <Section title={t`Progress`}>
            <Standing view={view} />
            <Evidence view={view} />
          </Section>
          <Agreed
            view={view}
            parties={Object.keys(view.standing.bySide)}
            mayRevise={mayRevise(view)}
            mayWrite={mayWrite(view)}
          />
          {(view.lineage.length > 1 || mayWrite(view)) && (
            <Section
              title={t`Lineage`}
              aside={
                <div className={classes.asides}>
                  <Edit
                    isOpen={mayRevise(view)}
                    what={t`Lineage`}
                    form={(close) => <LineageDialog of={view} close={close} />}
                  />
                  <Continue view={view} isOpen={mayWrite(view)} />
                </div>
              }
            >
              {view.lineage.length > 1 ? (
                <Lineage line={view.lineage} self={id} />
              ) : (
                <p className={classes.quiet}>
                  <Trans>It continues none, and none continues it.</Trans>
                </p>
              )}
            </Section>
          )}
          {(view.needs.length + view.neededBy.length > 0 || mayRevise(view)) && (
            <Section
              title={t`Dependencies`}
              aside={
                <Edit
                  isOpen={mayRevise(view)}
                  what={t`Dependencies`}
                  form={(close) => <DependsDialog of={view} close={close} />}
                />
              }
            >
              {view.needs.length + view.neededBy.length === 0 && (
                <p className={classes.quiet}>
                  <Trans>It depends on nothing, and nothing on it.</Trans>
                </p>
              )}
              {view.cycle !== null && (
                <p>
                  <Trans>It depends, by way of others, on itself: the two sides closed a ring.</Trans>
                </p>
              )}
              <Relatives title={t`Depends on`} list={view.needs} />
              <Relatives title={t`Needed by`} list={view.neededBy} />
            </Section>
          )}
        </>
      )}
    </Awaited>
  );
}

function Continue({ view, isOpen }: { readonly view: CommitmentView; readonly isOpen: boolean }) {
  const [isContinuing, setContinuing] = useState(false);
  if (!isOpen) return null;
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setContinuing(true)}>
        <Trans>Continue in a new commitment</Trans>
      </Button>
      {isContinuing && <ContinueDialog view={view.commitment} close={() => setContinuing(false)} />}
    </>
  );
}

function Relatives({ title, list }: { readonly title: string; readonly list: readonly Relative[] }) {
  if (list.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {list.map((one) => (
          <li key={one.id}>
            <Link to="/commitments/$id" params={{ id: one.id }} dir="auto">
              {headline(one.title ?? '') || <Trans>Commitment</Trans>}
            </Link>{' '}
            <StateChip state={one.state} terms={COMMITMENT_STATES} />
          </li>
        ))}
      </ul>
    </>
  );
}
