import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Select } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { AccordView } from '#contract/accords.ts';
import type { DeskStatement } from '#contract/statement-desk.ts';
import type { DeskSet } from '#contract/statement-sets.ts';
import { LINEAGE_RELATIONS } from '#contract/statements.ts';
import { useSession } from '../../../app/session.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Section } from '../../../ui/Section.tsx';
import type { Knot, Relation, Thread } from '../model/lineage.ts';
import { toldAt } from '../model/told.ts';
import { Reasons } from '../Reasons.tsx';
import { useSideNames } from '../review/use-side-names.ts';
import classes from './Lineage.module.css';
import { RELATIONS } from './relations.ts';
import { useSet } from './use-set.ts';
import { useToldWords } from './use-told-words.ts';

type Props = {
  readonly thread: Thread;
  readonly statements: readonly DeskStatement[];
  readonly set: DeskSet;
  readonly accord: AccordView;
};

function isRelation(value: string | null): value is Relation {
  return LINEAGE_RELATIONS.some((relation) => relation === value);
}

/** One undertaking in the words of each statement that speaks of it, and what was made of the words before. */
export function ThreadDetail({ thread, statements, set, accord }: Props) {
  const { t } = useLingui();
  const permissions: readonly string[] = useSession().permissions;
  const mayDecide = permissions.includes('statements.write');
  const { decide, isSending, error } = useSet(set);
  const end = ({ column, start, end: last }: Knot) => ({ statement: statements[column]?.id ?? '', start, end: last });
  const onLink = (from: Knot, to: Knot, relation: Relation | undefined) =>
    decide([
      {
        list: 'links',
        ends: [end(from), end(to)],
        ...(relation === undefined ? {} : { relation }),
        decision: relation === undefined ? 'rejected' : relation === to.relation ? 'accepted' : 'edited',
        ...(relation === undefined || relation === to.relation || !isRelation(to.relation)
          ? {}
          : { proposed: { relation: to.relation, why: [...to.why] } }),
      },
    ]);
  return (
    <Section title={t`In the words of each statement`}>
      {error !== null && <Problem error={error} />}
      <ol className={classes.words}>
        {thread.knots.map((knot, place) => {
          const statement = statements[knot.column];
          const before = thread.knots[place - 1];
          if (statement === undefined) return null;
          return (
            <li key={knot.column}>
              {before !== undefined && isRelation(knot.relation) && (
                <div className={classes.link}>
                  <Select
                    aria-label={t`What it does with the words before`}
                    size="xs"
                    allowDeselect={false}
                    disabled={!mayDecide || isSending}
                    value={knot.relation}
                    data={LINEAGE_RELATIONS.map((value) => ({ value, label: t(RELATIONS[value].label) }))}
                    onChange={(value) => isRelation(value) && onLink(before, knot, value)}
                  />
                  {knot.isDecided ? (
                    <span className={classes.decided}>
                      <IconCheck size={15} aria-hidden />
                      <Trans>Confirmed</Trans>
                    </span>
                  ) : (
                    mayDecide &&
                    isRelation(knot.relation) && (
                      <Button
                        size="compact-sm"
                        variant="light"
                        disabled={isSending}
                        onClick={() => isRelation(knot.relation) && onLink(before, knot, knot.relation)}
                      >
                        <Trans>Confirm</Trans>
                      </Button>
                    )
                  )}
                  {mayDecide && (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      color="gray"
                      disabled={isSending}
                      onClick={() => onLink(before, knot, undefined)}
                    >
                      <Trans>Not the same</Trans>
                    </Button>
                  )}
                  {knot.why.length > 0 && <Reasons why={knot.why} lang="" />}
                </div>
              )}
              <Told statement={statement} knot={knot} accord={accord} />
            </li>
          );
        })}
      </ol>
      {thread.end !== undefined && <End thread={thread} statements={statements} />}
    </Section>
  );
}

type ToldProps = { readonly statement: DeskStatement; readonly knot: Knot; readonly accord: AccordView };

function Told({ statement, knot, accord }: ToldProps) {
  const words = useToldWords();
  const sideName = useSideNames(accord, statement);
  const told = toldAt(knot, undefined, statement);
  return (
    <>
      <p className={classes.from} dir="auto">
        {statement.title}
      </p>
      <blockquote dir="auto" lang={statement.lang ?? undefined}>
        {statement.text.slice(knot.start, knot.end)}
      </blockquote>
      {told !== undefined && (
        <p className={classes.why}>
          {words(told, 'responsible', sideName)} · {words(told, 'status', sideName)}
          {told.due !== '' && <> · {words(told, 'due', sideName)}</>}
          {told.recurrence !== '' && <> · {words(told, 'recurrence', sideName)}</>}
        </p>
      )}
    </>
  );
}

function End({ thread: { end }, statements }: Pick<Props, 'thread' | 'statements'>) {
  const statement = statements[end?.column ?? 0];
  if (end === undefined || statement === undefined) return null;
  return (
    <p className={classes.end}>
      {end.is === 'silent' ? (
        <Trans>
          Nothing is said of it from <bdi>{statement.title}</bdi> on.
        </Trans>
      ) : (
        <Trans>
          Reported as done in <bdi>{statement.title}</bdi>.
        </Trans>
      )}{' '}
      {end.by !== undefined && (
        <q dir="auto" lang={statement.lang ?? undefined}>
          {statement.text.slice(end.by.start, end.by.end)}
        </q>
      )}
    </p>
  );
}
