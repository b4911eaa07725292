import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { RecordView } from '#contract/records.ts';
import { useSides } from '../../app/session.ts';
import type { Theme } from '../../data/accord-terms.ts';
import { isOpen, owing, type Commitment } from '../../data/commitment.ts';
import { Exercise } from '../../ui/Exercise.tsx';
import { isOverdue } from '../../ui/dates.ts';
import { useLocalized } from '../../ui/localized.ts';
import { Marking } from '../../ui/Marking.tsx';
import { useNow } from '../../ui/now.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import { COMMITMENT_STATES, DELIVERY } from '../../ui/vocabulary.ts';
import { StatedDate, useCadence } from '../../ui/When.tsx';
import classes from './CommitmentTable.module.css';
import { useKind } from './kind.ts';

type Props = { readonly commitments: readonly Commitment[]; readonly themes: readonly Theme[] };

export function CommitmentTable({ commitments, themes }: Props) {
  const { t } = useLingui();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t`Commitment`}</th>
          <th scope="col">{t`Who owes`}</th>
          <th scope="col">{t`When`}</th>
          <th scope="col">{t`Joint state`}</th>
          <th scope="col">{t`This side`}</th>
          <th scope="col">{t`The partner`}</th>
          <th scope="col">{t`Delivery`}</th>
          <th scope="col">{t`Marking`}</th>
        </tr>
      </thead>
      <tbody>
        {commitments.map((one) => (
          <Row key={one.id} one={one} theme={themes.find(({ key }) => key === one.theme)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ one, theme }: { readonly one: Commitment; readonly theme: Theme | undefined }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const kind = useKind();
  const { self } = useSides();
  const { view } = one;
  const whose = owing(one.responsible, self);
  const owes = { both: t`Both sides`, ours: t`This side`, theirs: t`The partner`, none: t`Not stated` }[whose];
  const [partner] = Object.entries(view.byParty).filter(([id]) => id !== self);
  return (
    <tr data-id={one.id}>
      <td className={classes.what}>
        {one.isExercise && <Exercise />}
        <Link to="/commitments/$id" params={{ id: one.id }} className={classes.link} dir="auto" lang={one.source.lang}>
          {one.label || (view.expunged === null ? t`Commitment` : t`Content expunged`)}
        </Link>
        <span className={classes.note}>
          {[theme === undefined ? undefined : localize(theme.title), kind(one.kind)].filter(Boolean).join(' · ')}
        </span>
      </td>
      <td data-label={t`Who owes`}>{owes}</td>
      <td data-label={t`When`}>
        <When one={one} />
      </td>
      <td data-label={t`Joint state`}>
        <StateChip state={view.state} terms={COMMITMENT_STATES} />
      </td>
      <td data-label={t`This side`}>
        <Progress report={view.byParty[self]} />
      </td>
      <td data-label={t`The partner`}>
        <Progress report={partner?.[1]} />
      </td>
      <td data-label={t`Delivery`}>
        {view.delivery[0] === undefined ? (
          <span className={classes.note}>{t`from the partner`}</span>
        ) : (
          view.delivery.map((delivery) => <StateChip key={delivery.partner} state={delivery.state} terms={DELIVERY} />)
        )}
      </td>
      <td data-label={t`Marking`}>
        <Marking marking={one.marking} />
      </td>
    </tr>
  );
}

function When({ one }: { readonly one: Commitment }) {
  const { t } = useLingui();
  const cadence = useCadence();
  const now = useNow();
  const isLate = one.due !== undefined && isOpen(one) && isOverdue(one.due, now);
  if (one.due === undefined && one.recurrence === undefined) return <span className={classes.note}>{t`no date`}</span>;
  return (
    <span className={classes.when}>
      {one.due !== undefined && (
        <span data-overdue={isLate || undefined}>
          <StatedDate date={one.due} />
          {isLate && <> · {t`overdue`}</>}
        </span>
      )}
      {one.recurrence !== undefined && <span>{cadence(one.recurrence)}</span>}
    </span>
  );
}

function Progress({ report }: { readonly report: RecordView['byParty'][string] | undefined }) {
  const { t } = useLingui();
  const words = report?.progress ?? report?.evidence.at(-1);
  if (words === undefined) return <span className={classes.note}>{t`nothing reported`}</span>;
  return (
    <>
      <span className={classes.report} dir="auto" title={words}>
        {words}
      </span>
      {typeof report?.at === 'string' && (
        <span className={classes.note}>
          <StatedDate date={report.at.slice(0, 10)} />
        </span>
      )}
    </>
  );
}
