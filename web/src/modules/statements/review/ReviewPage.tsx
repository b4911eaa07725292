import { Trans, useLingui } from '@lingui/react/macro';
import { IconFileOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { deskStatementQuery } from '../../../data/desk.ts';
import { accordQuery } from '../../../data/queries.ts';
import { Awaited } from '../../../ui/Awaited.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Moment } from '../../../ui/When.tsx';
import { AllStatements } from '../AllStatements.tsx';
import { About } from './About.tsx';
import { BeingRead } from './BeingRead.tsx';
import { Review } from './Review.tsx';

/** One statement of the desk. */
export function ReviewPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/shell/statements/$id' });
  const statement = useQuery(deskStatementQuery(id));
  const shown = statement.data;
  return (
    <Page
      title={shown?.title ?? t`Statement`}
      lead={shown === undefined ? undefined : <About statement={shown} />}
      actions={<AllStatements />}
    >
      <Awaited answer={statement}>{(told) => <Stage key={told.id} statement={told} />}</Awaited>
    </Page>
  );
}

function Stage({ statement }: { readonly statement: DeskStatement }) {
  const { t } = useLingui();
  const accord = useQuery(accordQuery(statement.accord));
  if (statement.withdrawn !== null) {
    return (
      <EmptyState icon={IconFileOff} title={t`This statement was withdrawn; its text is gone.`}>
        <Trans>
          <bdi>{statement.withdrawn.by}</bdi>, <Moment at={statement.withdrawn.at} />:{' '}
          <span dir="auto">{statement.withdrawn.why}</span>
        </Trans>
      </EmptyState>
    );
  }
  if (statement.reading.reader === null && statement.reading.isWaiting) return <BeingRead />;
  return <Awaited answer={accord}>{(view) => <Review key={statement.id} told={statement} accord={view} />}</Awaited>;
}
