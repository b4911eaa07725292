import { Trans, useLingui } from '@lingui/react/macro';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import type { DeskStatement } from '#contract/statement-desk.ts';
import type { DeskSet } from '#contract/statement-sets.ts';
import { useSession, useSides } from '../../../app/session.ts';
import { comparedQuery } from '../../../data/desk.ts';
import { Awaited } from '../../../ui/Awaited.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { languageName } from '../../../ui/language-name.ts';
import { divergence, tally, type Alone, type Match, type Row } from '../model/divergence.ts';
import { useSideNames } from '../review/use-side-names.ts';
import { AloneRow } from './AloneRow.tsx';
import classes from './Divergence.module.css';
import { MatchByHand } from './MatchByHand.tsx';
import { MatchRow } from './MatchRow.tsx';
import { useSet, type SetDecision } from './use-set.ts';

type Props = {
  readonly set: DeskSet;
  readonly accord: AccordView;
  readonly a: DeskStatement;
  readonly b: DeskStatement;
};
type Shown = 'all' | 'same' | 'differing' | 'only-a' | 'only-b';

/** Two accounts side by side: a row for each undertaking, with what the two say of it. */
export function Divergence({ set, a, b, accord }: Props) {
  const compared = useQuery(comparedQuery(a, b));
  return (
    <Awaited answer={compared} rows={6}>
      {(answer) => (
        <>
          {isCrossed(answer.sides, a, b) && <CrossedSides />}
          <Accounts rows={divergence(answer, [a, b], set.findings)} {...{ set, a, b, accord }} />
        </>
      )}
    </Awaited>
  );
}

/** One side, as the texts speak of it, is two parties of the accord: then somebody has to say who is who. */
function isCrossed(sides: Readonly<Record<string, string>>, a: DeskStatement, b: DeskStatement): boolean {
  return Object.entries(sides).some(([one, other]) => {
    const [first, second] = [a.sides[one]?.party, b.sides[other]?.party];
    return first != null && second != null && first !== second;
  });
}

function CrossedSides() {
  const { t } = useLingui();
  return (
    <Notice icon={IconAlertTriangle} title={t`The same side is two parties here.`}>
      <Trans>Open both statements and choose which party each text means; who owes what depends on it.</Trans>
    </Notice>
  );
}

function Accounts({ set, a, b, accord, rows }: Props & { readonly rows: readonly Row[] }) {
  const { t, i18n } = useLingui();
  const permissions: readonly string[] = useSession().permissions;
  const mayDecide = permissions.includes('statements.write');
  const { decide, isSending, error } = useSet(set);
  const [shown, setShown] = useState<Shown>('all');
  const [picked, setPicked] = useState<{ readonly a?: Alone; readonly b?: Alone }>({});
  const names = [useSideNames(accord, a), useSideNames(accord, b)] as const;
  const { same, differing, onlyA, onlyB } = tally(rows);
  const heading = useHeading();
  const [nameA, nameB] = [heading(a, 'a'), heading(b, 'b')];
  const filters: { value: Shown; label: string; count: number }[] = [
    { value: 'all', label: t`All`, count: rows.length },
    { value: 'differing', label: t`Told differently`, count: differing },
    { value: 'only-a', label: t`Only: ${nameA}`, count: onlyA },
    { value: 'only-b', label: t`Only: ${nameB}`, count: onlyB },
    { value: 'same', label: t`Told alike`, count: same },
  ];
  const visible = rows.filter((row) =>
    shown === 'all'
      ? true
      : row.is === 'both'
        ? shown === (row.differs.length === 0 ? 'same' : 'differing')
        : row.is === shown,
  );
  const end = (statement: DeskStatement, { start, end: last }: { start: number; end: number }) => ({
    statement: statement.id,
    start,
    end: last,
  });
  const onMatch = (match: Match, decision: SetDecision['decision']) =>
    decide([
      {
        list: 'matches',
        ends: [end(a, match.ends[0]), end(b, match.ends[1])],
        decision,
        ...(decision === 'open' ? {} : { differs: [...match.differs] }),
      },
    ]);
  const matchByHand = () => {
    if (picked.a === undefined || picked.b === undefined) return;
    decide([{ list: 'matches', ends: [end(a, picked.a.told), end(b, picked.b.told)], decision: 'added' }], {
      onSuccess: () => setPicked({}),
    });
  };
  return (
    <>
      <fieldset className={classes.filters} aria-label={t`Show`}>
        {filters.map(({ value, label, count }) => (
          <button key={value} type="button" aria-pressed={shown === value} onClick={() => setShown(value)}>
            <bdi>{label}</bdi> <span>{i18n.number(count)}</span>
          </button>
        ))}
      </fieldset>
      {error !== null && <Problem error={error} />}
      <div className={classes.heads}>
        {[a, b].map((statement, place) => (
          <p key={statement.id}>
            <Link to="/statements/$id" params={{ id: statement.id }}>
              <bdi>{place === 0 ? nameA : nameB}</bdi>
            </Link>
            {statement.lang !== null && <span>{languageName(statement.lang, i18n.locale)}</span>}
          </p>
        ))}
      </div>
      <ol className={classes.rows} aria-label={t`Undertakings of both accounts`}>
        {visible.map((row) =>
          row.is === 'both' ? (
            <MatchRow
              key={row.key}
              match={row}
              {...{ a, b, names, mayDecide, isSending }}
              heads={[nameA, nameB]}
              decide={(decision) => onMatch(row, decision)}
            />
          ) : (
            <AloneRow
              key={row.key}
              row={row}
              statement={row.is === 'only-a' ? a : b}
              sideName={row.is === 'only-a' ? names[0] : names[1]}
              head={row.is === 'only-a' ? nameA : nameB}
              missingIn={row.is === 'only-a' ? nameB : nameA}
              isPicked={(row.is === 'only-a' ? picked.a : picked.b)?.key === row.key}
              pick={
                mayDecide
                  ? (isPicked) =>
                      setPicked({ ...picked, [row.is === 'only-a' ? 'a' : 'b']: isPicked ? row : undefined })
                  : undefined
              }
            />
          ),
        )}
      </ol>
      {rows.length === 0 && (
        <p className={classes.none}>
          <Trans>No undertaking was found in either account.</Trans>
        </p>
      )}
      {(picked.a !== undefined || picked.b !== undefined) && (
        <MatchByHand
          isReady={picked.a !== undefined && picked.b !== undefined}
          isSending={isSending}
          match={matchByHand}
          clear={() => setPicked({})}
        />
      )}
    </>
  );
}

/** A side's account is called by the side; else by its title. */
function useHeading() {
  const { t } = useLingui();
  const sides = useSides();
  return ({ side, title }: DeskStatement, place: 'a' | 'b'): string =>
    side === null ? (title ?? (place === 'a' ? t`First account` : t`Second account`)) : sides.name(side);
}
