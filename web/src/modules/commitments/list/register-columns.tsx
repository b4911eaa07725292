import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { RegisterRow } from '#contract/register.ts';
import { useSides } from '../../../app/session.ts';
import type { Theme } from '../../../data/accord-terms.ts';
import { commitment, jointLeads, owing } from '../../../data/commitment.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Exercise } from '../../../ui/Exercise.tsx';
import { useLocalized } from '../../../ui/localized.ts';
import { Marking } from '../../../ui/Marking.tsx';
import { StateChip } from '../../../ui/StateChip.tsx';
import type { Column } from '../../../ui/table/column.ts';
import { COMMITMENT_STATES, DELIVERY } from '../../../ui/vocabulary.ts';
import { StatedDate, useCadence } from '../../../ui/When.tsx';
import { useKind } from '../kind.ts';
import { MARK_WORDS, RATING_WORDS } from '../words.ts';
import classes from './List.module.css';

/** Beside the title, which is always there. */
export const COLUMNS = {
  marks: msg`Marks`,
  owes: msg`Who owes`,
  due: msg`When`,
  state: msg`Joint state`,
  rating: msg`Rating`,
  ours: msg`This side`,
  theirs: msg`The partner`,
  leads: msg`Who leads`,
  theme: msg`Theme`,
  delivery: msg`Delivery`,
} as const satisfies Record<string, MessageDescriptor>;
export type ColumnKey = keyof typeof COLUMNS;

const USUAL: readonly ColumnKey[] = ['marks', 'owes', 'due', 'state', 'rating'];

export function columnsOf(given: string | undefined): readonly ColumnKey[] {
  const known = Object.keys(COLUMNS) as ColumnKey[];
  const named = given?.split(',') ?? [];
  const chosen = known.filter((key) => named.includes(key));
  return chosen.length === 0 ? USUAL : chosen;
}

/** Nothing, where they are the usual ones: then the address need not name them. */
export const columnsText = (chosen: readonly ColumnKey[]): string | undefined => {
  const text = (Object.keys(COLUMNS) as ColumnKey[]).filter((key) => chosen.includes(key)).join();
  return text === USUAL.join() ? undefined : text;
};

const WIDTHS: Readonly<Partial<Record<ColumnKey, string>>> = {
  marks: 'minmax(7.5rem, 1fr)',
  owes: 'minmax(5rem, 0.7fr)',
  due: 'minmax(7.4rem, 0.8fr)',
  state: 'minmax(7rem, 0.8fr)',
  rating: 'minmax(7rem, 0.8fr)',
};

export function useColumns(chosen: readonly ColumnKey[], themes: readonly Theme[]): Column<RegisterRow>[] {
  const { t } = useLingui();
  const cells: Readonly<Record<ColumnKey, Column<RegisterRow>['cell']>> = {
    marks: (row) => <Marks row={row} />,
    owes: (row) => <Owes row={row} />,
    due: (row) => <When row={row} />,
    state: ({ commitment: { state } }) => <StateChip state={state} terms={COMMITMENT_STATES} />,
    rating: ({ standing }) => <Rated rating={standing.view === 'differs' ? 'differs' : standing.rating} />,
    ours: (row) => <Side row={row} isOurs />,
    theirs: (row) => <Side row={row} />,
    leads: (row) => <Leads row={row} />,
    theme: (row) => <ThemeOf row={row} themes={themes} />,
    delivery: (row) => <Delivered row={row} />,
  };
  return [
    {
      key: 'title',
      title: t`Commitment`,
      width: 'minmax(11rem, 3fr)',
      isHeading: true,
      cell: (row) => <Title row={row} themes={themes} />,
    },
    ...chosen.map((key) => ({
      key,
      title: t(COLUMNS[key]),
      cell: cells[key],
      ...(key === 'due' ? { sorts: true } : {}),
      ...(WIDTHS[key] === undefined ? {} : { width: WIDTHS[key] }),
    })),
  ];
}

type RowProps = { readonly row: RegisterRow };

function Title({ row, themes }: RowProps & { readonly themes: readonly Theme[] }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const kind = useKind();
  const one = commitment(row.commitment);
  const theme = themes.find(({ key }) => key === one.theme);
  return (
    <span data-id={one.id}>
      {one.isExercise && <Exercise />}
      <Link to="/commitments/$id" params={{ id: one.id }} className={classes.link} dir="auto" lang={one.source.lang}>
        {one.label || (one.view.expunged === null ? t`Commitment` : t`Content expunged`)}
      </Link>
      <span className={classes.beside}>
        <Marking marking={one.marking} />
        <span className={classes.note}>
          {[theme === undefined ? undefined : localize(theme.title), kind(one.kind)].filter(Boolean).join(' · ')}
        </span>
      </span>
    </span>
  );
}

function Marks({ row: { standing } }: RowProps) {
  const { t } = useLingui();
  const marks = [...new Set(standing.marks.map(({ mark }) => mark))];
  return (
    <span className={classes.chips}>
      {marks.map((mark) => (
        <Chip key={mark} tone={MARK_WORDS[mark].tone} state={mark}>
          {t(MARK_WORDS[mark].label)}
        </Chip>
      ))}
    </span>
  );
}

function Owes({ row }: RowProps) {
  const { t } = useLingui();
  const { self } = useSides();
  const words = { both: t`Both sides`, ours: t`This side`, theirs: t`The partner`, none: t`Not stated` };
  return words[owing(commitment(row.commitment).responsible, self)];
}

function When({ row }: RowProps) {
  const { t } = useLingui();
  const cadence = useCadence();
  const { due, recurrence } = commitment(row.commitment);
  const isLate = row.standing.marks.some(({ mark }) => mark === 'late');
  if (due === undefined && recurrence === undefined) return <span className={classes.note}>{t`no date`}</span>;
  return (
    <span className={classes.when}>
      {due !== undefined && (
        <span data-overdue={isLate || undefined}>
          <StatedDate date={due} />
        </span>
      )}
      {recurrence !== undefined && <span>{cadence(recurrence)}</span>}
    </span>
  );
}

function Rated({ rating }: { readonly rating: string | null }) {
  const { t } = useLingui();
  if (rating === null) return <span className={classes.note}>{t`not rated`}</span>;
  if (rating === 'differs') return <Chip tone="bad">{t`The sides differ`}</Chip>;
  return <StateChip state={rating} terms={RATING_WORDS} />;
}

function Side({ row: { standing }, isOurs = false }: RowProps & { readonly isOurs?: boolean }) {
  const { i18n, t } = useLingui();
  const { isSelf } = useSides();
  const [, side] = Object.entries(standing.bySide).find(([party]) => isSelf(party) === isOurs) ?? [];
  if (side === undefined || (side.rating === null && side.last === null))
    return <span className={classes.note}>{t`nothing reported`}</span>;
  return (
    <span className={classes.when}>
      {side.rating !== null && <StateChip state={side.rating} terms={RATING_WORDS} />}
      {side.percent !== null && <bdi>{i18n.number(side.percent / 100, { style: 'percent' })}</bdi>}
      {side.last !== null && (
        <span className={classes.note}>
          <StatedDate date={side.last.slice(0, 10)} />
        </span>
      )}
    </span>
  );
}

function Leads({ row }: RowProps) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { name } = useSides();
  const all = jointLeads(row);
  if (all.length === 0) return <span className={classes.note}>{t`nobody named`}</span>;
  return (
    <span className={classes.when}>
      {all.map((lead) => (
        <span key={JSON.stringify(lead)}>
          <bdi>{localize(lead.office)}</bdi> <span className={classes.note}>{name(lead.party)}</span>
        </span>
      ))}
    </span>
  );
}

function ThemeOf({ row, themes }: RowProps & { readonly themes: readonly Theme[] }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { theme } = commitment(row.commitment);
  const known = themes.find(({ key }) => key === theme);
  return known === undefined ? (theme ?? t`Without a theme`) : localize(known.title);
}

function Delivered({ row: { commitment: view } }: RowProps) {
  const { t } = useLingui();
  return view.delivery[0] === undefined ? (
    <span className={classes.note}>{t`from the partner`}</span>
  ) : (
    view.delivery.map(({ partner, state }) => <StateChip key={partner} state={state} terms={DELIVERY} />)
  );
}
