import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Relative } from '#contract/register.ts';
import { headline } from '../../data/commitment.ts';
import { standingQuery } from '../../data/register.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Section } from '../../ui/Section.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';
import { Lineage } from './Lineage.tsx';
import { Standing } from './Standing.tsx';

/** What the register knows of one commitment beside its record. */
export function Register({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const answer = useQuery(standingQuery(id));
  return (
    <Awaited answer={answer}>
      {(view) => (
        <>
          <Section title={t`Progress`}>
            <Standing view={view} />
          </Section>
          {view.lineage.length > 1 && (
            <Section title={t`Lineage`}>
              <Lineage line={view.lineage} self={id} />
            </Section>
          )}
          {view.needs.length + view.neededBy.length > 0 && (
            <Section title={t`Dependencies`}>
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
