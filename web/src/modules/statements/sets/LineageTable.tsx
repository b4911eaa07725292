import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { Moment, StatedDate } from '../../../ui/When.tsx';
import type { Thread } from '../model/lineage.ts';
import classes from './Lineage.module.css';
import { RELATIONS } from './relations.ts';

type Props = {
  readonly threads: readonly Thread[];
  readonly statements: readonly DeskStatement[];
  readonly chosen: string | undefined;
  readonly choose: (key: string) => void;
};

/** A timeline that is a table: a column for each statement, a row for each undertaking, a sign where one takes it up. Runs with the language. */
export function LineageTable({ threads, statements, chosen, choose }: Props) {
  const { t } = useLingui();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and so must be reached by the keyboard
    <section className={classes.frame} tabIndex={0} aria-label={t`Undertakings over time`}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t`Undertaking`}</th>
            {statements.map((statement, place) => (
              <th key={statement.id} scope="col">
                <Link to="/statements/$id" params={{ id: statement.id }} dir="auto">
                  {statement.title ?? t`Statement ${place + 1}`}
                </Link>
                <span>
                  {statement.published === null ? (
                    <Moment at={statement.putAt} />
                  ) : (
                    <StatedDate date={statement.published} />
                  )}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {threads.map((thread) => (
            <tr key={thread.key} data-chosen={thread.key === chosen || undefined}>
              <th scope="row">
                <button
                  type="button"
                  dir="auto"
                  lang={languageOf(thread, statements)}
                  aria-expanded={thread.key === chosen}
                  onClick={() => choose(thread.key)}
                >
                  {wordsOf(thread, statements)}
                </button>
              </th>
              {statements.map((statement, column) => (
                <Sign key={statement.id} thread={thread} column={column} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Sign({ thread, column }: { readonly thread: Thread; readonly column: number }) {
  const { t } = useLingui();
  const first = thread.knots[0]?.column ?? 0;
  const last = thread.end?.column ?? thread.knots.at(-1)?.column ?? 0;
  const knot = thread.knots.find((one) => one.column === column);
  const sort = knot?.relation ?? (thread.end?.column === column ? thread.end.is : undefined);
  const runs = column >= first && column <= last;
  const sign = sort === undefined ? undefined : RELATIONS[sort];
  const Picture = sign?.icon;
  return (
    <td
      data-runs={runs || undefined}
      data-from={column === first || undefined}
      data-to={column === last || undefined}
      data-sort={sort}
    >
      {sign !== undefined && Picture !== undefined && (
        <span className={classes.sign} data-tone={sign.tone}>
          <Picture size={18} aria-hidden />
          {t(sign.label)}
        </span>
      )}
    </td>
  );
}

function wordsOf({ knots }: Thread, statements: readonly DeskStatement[]): string {
  const knot = knots.at(-1);
  return knot === undefined ? '' : (statements[knot.column]?.text.slice(knot.start, knot.end) ?? '');
}

function languageOf({ knots }: Thread, statements: readonly DeskStatement[]): string | undefined {
  return statements[knots.at(-1)?.column ?? 0]?.lang ?? undefined;
}
