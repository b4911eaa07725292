import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPlaneDeparture } from '@tabler/icons-react';
import { usePages } from '../../data/pages.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import entries from '../../ui/Entries.module.css';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { VisitRow } from './VisitRow.tsx';

type Props = {
  readonly accord: string;
  /** How the accords of cities under it are called. */
  readonly names?: ReadonlyMap<string, string>;
};

/** Of the accord and those of cities under it, the newest first. */
export function Visits({ accord, names }: Props) {
  const { t } = useLingui();
  const { rows, error, more } = usePages({
    key: ['records', accord, 'visits'],
    list: 'listVisits',
    query: { accord },
    rowsOf: ({ visits }) => visits,
  });
  return (
    <Section title={t`Forums and visits`}>
      {error !== null && <Problem error={error} />}
      {rows === undefined && error === null && <div data-awaited />}
      {rows?.length === 0 && (
        <EmptyState icon={IconPlaneDeparture} title={t`Nobody has been invited yet.`}>
          <Trans>An invitation names the days, the place and by when an answer is asked for.</Trans>
        </EmptyState>
      )}
      <ul className={entries.list}>
        {rows?.map((visit) => (
          <VisitRow key={visit.id} visit={visit} under={names?.get(visit.accord)} />
        ))}
      </ul>
      {more.has && (
        <Button variant="default" loading={more.isLoading} onClick={more.load}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Section>
  );
}
