import { Trans, useLingui } from '@lingui/react/macro';
import { IconFileOff } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { DeskStatement } from '#contract/statement-desk.ts';
import type { DeskSet } from '#contract/statement-sets.ts';
import { deskStatementQuery, setQuery } from '../../../data/desk.ts';
import { accordQuery } from '../../../data/queries.ts';
import { Awaited } from '../../../ui/Awaited.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { AllStatements } from '../AllStatements.tsx';
import '../kinds.css';
import { Divergence } from './Divergence.tsx';
import { Lineage } from './Lineage.tsx';

/** Statements that belong together: two accounts of one meeting, or a line of them over time. */
export function SetPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/shell/statements/sets/$id' });
  const set = useQuery(setQuery(id));
  const isLine = set.data?.kind === 'line';
  return (
    <Page
      title={isLine ? t`Statements over time` : t`Two accounts of one meeting`}
      lead={
        isLine ? (
          <Trans>What each statement took up again of the ones before, what it replaced, and what fell silent.</Trans>
        ) : (
          <Trans>
            What both sides told, what only one of them told, and where they differ. Each account stands in its own
            language; nothing is translated. You confirm what belongs together.
          </Trans>
        )
      }
      actions={<AllStatements />}
    >
      <Awaited answer={set}>{(found) => <Members key={found.id} set={found} />}</Awaited>
    </Page>
  );
}

function Members({ set }: { readonly set: DeskSet }) {
  const { t } = useLingui();
  const accord = useQuery(accordQuery(set.accord));
  const answers = useQueries({ queries: set.statements.map(({ id }) => deskStatementQuery(id)) });
  const failed = answers.find(({ error }) => error !== null);
  const statements: DeskStatement[] = answers.flatMap(({ data }) => data ?? []);
  if (failed !== undefined) return <Problem error={failed.error} retry={() => void failed.refetch()} />;
  if (statements.some(({ withdrawn }) => withdrawn !== null)) {
    return (
      <EmptyState icon={IconFileOff} title={t`One of these statements was withdrawn; its text is gone.`}>
        <Trans>What was found is kept without the words.</Trans>
      </EmptyState>
    );
  }
  const [a, b] = statements;
  const isWhole = statements.length === set.statements.length;
  return (
    <Awaited answer={{ ...accord, data: isWhole ? accord.data : undefined }}>
      {(view) =>
        set.kind === 'pair' && a !== undefined && b !== undefined ? (
          <Divergence set={set} accord={view} a={a} b={b} />
        ) : (
          <Lineage set={set} accord={view} statements={statements} />
        )
      }
    </Awaited>
  );
}
