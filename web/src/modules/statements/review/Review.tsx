import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { AccordView } from '#contract/accords.ts';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { useSession } from '../../../app/session.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { AskModel } from '../machine/AskModel.tsx';
import { progressOf, standing } from '../model/item.ts';
import { DetailsDialog } from './DetailsDialog.tsx';
import { Result } from './Result.tsx';
import classes from './Review.module.css';
import { ReviewBoard } from './ReviewBoard.tsx';
import { SaveTrouble } from './Saved.tsx';
import { useReview } from './use-review.ts';

type Props = { readonly told: DeskStatement; readonly accord: AccordView };

/** The review of one statement: what keeps it, the board, the end of it, and what goes to the register. */
export function Review({ told, accord }: Props) {
  const { t } = useLingui();
  const permissions: readonly string[] = useSession().permissions;
  const review = useReview(told);
  const { statement, session } = review;
  const mayDecide = permissions.includes('statements.write');
  const isDone = statement.state === 'done';
  const { decided, all } = progressOf(standing(statement.items));
  const [set] = statement.sets;
  return (
    <>
      {statement.reading.fault !== null && (
        <Notice icon={IconAlertTriangle} title={t`The reader could not read this text.`}>
          <Trans>It can be marked by hand.</Trans> <span dir="auto">{statement.reading.fault}</span>
        </Notice>
      )}
      <SaveTrouble {...review} />
      {mayDecide && (
        <div className={classes.details}>
          <DetailsDialog statement={statement} accord={accord} act={review.act} />
        </div>
      )}
      {set !== undefined && (
        <p className={classes.sets}>
          <Trans>This statement is compared with others.</Trans>{' '}
          {statement.sets.map((id) => (
            <Link key={id} to="/statements/sets/$id" params={{ id }}>
              <Trans>See the comparison</Trans>
            </Link>
          ))}
        </p>
      )}
      <ReviewBoard review={review} accord={accord} mayDecide={mayDecide} />
      {mayDecide && <AskModel statement={session.statement} act={review.act} />}
      {mayDecide && (decided === all || isDone) && (
        <div className={classes.end} data-done={isDone || undefined}>
          <IconCircleCheck size={20} aria-hidden />
          {isDone ? (
            <p>
              <Trans>The review is finished. What was corrected measures the reader of this node.</Trans>
            </p>
          ) : (
            <p>
              <Trans>Everything is decided.</Trans>
            </p>
          )}
          <Button
            variant={isDone ? 'default' : 'light'}
            onClick={() => review.act({ act: 'details', details: { state: isDone ? 'in-review' : 'done' } })}
          >
            {isDone ? <Trans>Open it again</Trans> : <Trans>Finish the review</Trans>}
          </Button>
        </div>
      )}
      <Result statement={session.statement} isSaved={session.waiting.length === 0} />
    </>
  );
}
