import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import type { DeskStatement } from '#contract/statement-desk.ts';
import type { DeskSet } from '#contract/statement-sets.ts';
import type { StatementLineage } from '#contract/statements.ts';
import { lineageQuery } from '../../../data/desk.ts';
import { Awaited } from '../../../ui/Awaited.tsx';
import { threads, type Thread } from '../model/lineage.ts';
import classes from './Lineage.module.css';
import { LineageTable } from './LineageTable.tsx';
import { RELATIONS } from './relations.ts';
import { ThreadDetail } from './ThreadDetail.tsx';

type Props = { readonly set: DeskSet; readonly accord: AccordView; readonly statements: readonly DeskStatement[] };

/** Undertakings followed from statement to statement. */
export function Lineage({ set, accord, statements }: Props) {
  const found = useQuery(lineageQuery(statements));
  return (
    <Awaited answer={found} rows={6}>
      {(answer) => <Line {...{ set, accord, statements }} answer={answer} />}
    </Awaited>
  );
}

const SUMS = ['new', 'reaffirmed', 'expanded', 'superseded', 'fulfilled', 'silent'] as const;

function Line({ set, accord, statements, answer }: Props & { readonly answer: StatementLineage }) {
  const { t, i18n } = useLingui();
  const [chosen, setChosen] = useState<string>();
  const all = threads(answer.lineage, set.findings);
  const thread = all.find(({ key }) => key === chosen);
  const count = (sort: (typeof SUMS)[number]) =>
    all.reduce(
      (sum, one) => sum + one.knots.filter(({ relation }) => relation === sort).length + Number(isEnd(one, sort)),
      0,
    );
  return (
    <>
      <ul className={classes.sums}>
        {SUMS.map((sort) => {
          const { icon: Picture, label, tone } = RELATIONS[sort];
          return (
            <li key={sort} data-tone={tone}>
              <Picture size={16} aria-hidden />
              {t(label)} <strong>{i18n.number(count(sort))}</strong>
            </li>
          );
        })}
      </ul>
      {all.length === 0 ? (
        <p className={classes.none}>
          <Trans>No undertaking was found in these statements.</Trans>
        </p>
      ) : (
        <LineageTable threads={all} statements={statements} chosen={chosen} choose={setChosen} />
      )}
      {thread !== undefined && <ThreadDetail key={thread.key} {...{ thread, statements, set, accord }} />}
    </>
  );
}

function isEnd({ end }: Thread, sort: (typeof SUMS)[number]): boolean {
  return end?.is === sort;
}
