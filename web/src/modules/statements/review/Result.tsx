import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox } from '@mantine/core';
import { IconLock, IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { useSession } from '../../../app/session.ts';
import { deskStatementQuery, publish } from '../../../data/desk.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Section } from '../../../ui/Section.tsx';
import { isCommitment, standing } from '../model/item.ts';
import { DraftRow } from './DraftRow.tsx';
import classes from './Result.module.css';

const SealDialog = lazy(async () => ({ default: (await import('../../oversight/SealDialog.tsx')).SealDialog }));

type Props = { readonly statement: DeskStatement; readonly isSaved: boolean };

/** What was accepted stands as drafts in the register until somebody who may makes records of them; those are listed with where they are. */
export function Result({ statement, isSaved }: Props) {
  const { t, i18n } = useLingui();
  const { permissions } = useSession();
  const client = useQueryClient();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [sealing, setSealing] = useState<DeskStatement['items'][number]>();
  const [withStatement, setWithStatement] = useState(true);
  const { drafts, items } = statement;
  const published = standing(items)
    .filter(isCommitment)
    .filter(({ publishedAt }) => publishedAt !== null);
  const ready = drafts.filter(({ lacks, item }) => lacks.length === 0 && !left.has(item));
  const people = items.filter(({ type, decision }) => type === 'participants' && decision !== 'rejected').length;
  const keepsStatement = withStatement && people > 0 && statement.statementRecord.publishedAt === null;
  const sending = useMutation({
    mutationFn: () =>
      publish(statement.id, {
        version: statement.version,
        items: ready.map(({ item }) => item),
        ...(keepsStatement ? { withStatement: true } : {}),
      }),
    onSuccess: (answer) => client.setQueryData(deskStatementQuery(statement.id).queryKey, answer.statement),
    onSettled: () => client.invalidateQueries(),
  });
  const mayPublish = permissions.includes('records.write');
  const words = (id: string) => {
    const item = items.find((one) => one.id === id);
    return item === undefined ? '' : statement.text.slice(item.values.start, item.values.end);
  };
  if (drafts.length === 0 && published.length === 0) return null;
  return (
    <Section
      title={t`For the register`}
      note={
        <Trans>Accepted undertakings are drafts here. Published, they are records that the partner receives.</Trans>
      }
    >
      {drafts.length > 0 && (
        <ul className={classes.drafts} aria-label={t`Drafts`}>
          {drafts.map((draft) => (
            <DraftRow
              key={draft.item}
              draft={draft}
              words={words(draft.item)}
              lang={statement.lang ?? ''}
              isChosen={!left.has(draft.item)}
              choose={(isChosen) => {
                const next = new Set(left);
                if (isChosen) next.delete(draft.item);
                else next.add(draft.item);
                setLeft(next);
              }}
            />
          ))}
        </ul>
      )}
      {sending.error !== null && <Problem error={sending.error} />}
      {drafts.length > 0 && (
        <div className={classes.send}>
          {people > 0 && statement.statementRecord.publishedAt === null && (
            <Checkbox
              label={t`Keep the meeting and the offices that took part`}
              description={t`On this node only, never sent.`}
              checked={withStatement}
              onChange={(event) => setWithStatement(event.currentTarget.checked)}
            />
          )}
          {mayPublish ? (
            <Button
              className={classes.button}
              onClick={() => sending.mutate()}
              loading={sending.isPending}
              disabled={ready.length === 0 || !isSaved}
              leftSection={<IconSend size={17} className="mirrored" aria-hidden />}
            >
              {t`${plural(ready.length, { one: 'Publish # commitment', other: 'Publish # commitments' })}`}
            </Button>
          ) : (
            <p className={classes.quiet}>
              <Trans>Your role may not publish them.</Trans>
            </p>
          )}
        </div>
      )}
      {published.length > 0 && (
        <>
          <h3 className={classes.heading}>{t`Published: ${i18n.number(published.length)}`}</h3>
          <ul className={classes.published}>
            {published.map((item) => (
              <li key={item.id}>
                <Link to="/commitments/$id" params={{ id: item.record ?? '' }} dir="auto">
                  {item.values.title ?? words(item.id)}
                </Link>
                {permissions.includes('seals.write') && item.record !== null && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    leftSection={<IconLock size={15} aria-hidden />}
                    onClick={() => setSealing(item)}
                  >
                    {t`Seal what belongs to it`}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {sealing?.record && (
        <Suspense>
          <SealDialog record={sealing.record} likely={words(sealing.id)} close={() => setSealing(undefined)} />
        </Suspense>
      )}
    </Section>
  );
}
