import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../app/session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { commitmentRecord, createOnce, statementRecord, type Adoption } from './adopt.ts';
import type { Item, Review } from './review.ts';
import type { Change } from './ReviewBoard.tsx';
import classes from './Statements.module.css';

type Props = { readonly adoption: Adoption; readonly change: Change; readonly finish: () => void };

/** Turns accepted proposals into records, one by one: what was adopted stays adopted if a later one fails. */
export function AdoptBar({ adoption, change, finish }: Props) {
  const { t, i18n } = useLingui();
  const { permissions } = useSession();
  const client = useQueryClient();
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const { items } = adoption.review;
  const ready = items.filter(({ decision, adopted }) => decision === 'accepted' && !adopted);
  const adopted = items.filter((item) => item.adopted).length;
  const open = items.filter(({ decision }) => decision === 'open').length;
  const mayAdopt = permissions.includes('records.write');

  const mark = (id: string, part: Partial<Item>) =>
    change((review) => ({
      ...review,
      items: review.items.map((item) => (item.id === id ? { ...item, ...part } : item)),
    }));
  const markStatement = (statement: Review['statement']) => change((review) => ({ ...review, statement }));

  const adopt = async () => {
    setIsSending(true);
    setProblem(undefined);
    try {
      if (adoption.review.keepAttendees && adoption.review.statement !== 'adopted') {
        const wasTried = adoption.review.statement === 'tried';
        markStatement('tried');
        await createOnce(statementRecord(adoption), wasTried);
        markStatement('adopted');
      }
      for (const item of ready) {
        mark(item.id, { tried: true });
        await createOnce(commitmentRecord(item, adoption), item.tried);
        mark(item.id, { adopted: true });
      }
    } catch (error) {
      setProblem(error);
    } finally {
      setIsSending(false);
      await client.invalidateQueries();
    }
  };

  return (
    <div className={classes.bar}>
      {problem !== undefined && <Problem error={problem} />}
      <div className={classes.barLine}>
        <output className={classes.tally}>
          {t`${i18n.number(ready.length)} accepted, ${i18n.number(open)} open, ${i18n.number(adopted)} adopted`}
        </output>
        <div className={classes.barButtons}>
          {adopted > 0 && (
            <>
              <Button variant="default" onClick={finish}>
                <Trans>Begin another statement</Trans>
              </Button>
              <Button variant="light" renderRoot={(props) => <Link to="/commitments" {...props} />}>
                <Trans>See the commitments</Trans>
              </Button>
            </>
          )}
          {mayAdopt ? (
            <Button
              onClick={() => void adopt()}
              loading={isSending}
              disabled={ready.length === 0}
              leftSection={<IconSend size={17} className="mirrored" aria-hidden />}
            >
              {t`${plural(ready.length, { one: 'Adopt # commitment', other: 'Adopt # commitments' })}`}
            </Button>
          ) : (
            <p className={classes.tally}>
              <Trans>Your role may read statements, but not adopt commitments.</Trans>
            </p>
          )}
        </div>
      </div>
    </div>
  );
}
