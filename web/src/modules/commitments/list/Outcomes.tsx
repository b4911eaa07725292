import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { restOf, type Outcome } from '../../../data/write-many.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { useProblemWords } from '../../../ui/problem-words.ts';
import classes from './List.module.css';

type Props<Row> = {
  readonly outcomes: readonly Outcome<Row>[];
  readonly rows: readonly Row[];
  /** It ended before its end. */
  readonly isBroken: boolean;
  readonly titleOf: (row: Row) => string;
  readonly keyOf: (row: Row) => string;
};

/** Of those that were not sent so many are drawn. */
const SHOWN = 300;

/** What came of each row; those that were refused first, with the reason. */
export function Outcomes<Row>({ outcomes, rows, isBroken, titleOf, keyOf }: Props<Row>) {
  const { t, i18n } = useLingui();
  const words = useProblemWords();
  const refused = outcomes.filter(({ error }) => error !== undefined);
  const count = rows.length;
  const done = outcomes.length - refused.length;
  const rest = isBroken ? restOf(rows, outcomes) : [];
  return (
    <>
      <output>
        {t`${done} of ${plural(count, { one: '# row', other: '# rows' })} written.`}{' '}
        {refused.length > 0 && t`${plural(refused.length, { one: '# was refused.', other: '# were refused.' })}`}
      </output>
      {rest.length > 0 && (
        <p style={{ margin: 0 }}>
          {t`The node stopped answering. Of the first row below nobody knows yet; those after it were not sent. Go on: nothing is written twice.`}
        </p>
      )}
      <ul className={classes.outcomes}>
        {rest.slice(0, SHOWN).map((row, at) => (
          <li key={keyOf(row)} data-outcome={at === 0 ? 'unknown' : 'not-sent'}>
            <Chip tone={at === 0 ? 'warn' : 'neutral'}>{at === 0 ? t`Not known` : t`Not sent`}</Chip>
            <span dir="auto">{titleOf(row)}</span>
          </li>
        ))}
        {rest.length > SHOWN && <li>{t`${i18n.number(rest.length - SHOWN)} more`}</li>}
        {[...refused, ...outcomes.filter(({ error }) => error === undefined)].map(({ row, error }) => (
          <li key={keyOf(row)} data-outcome={error === undefined ? 'done' : 'refused'}>
            <Chip tone={error === undefined ? 'done' : 'bad'}>{error === undefined ? t`Written` : t`Refused`}</Chip>
            <span dir="auto">{titleOf(row)}</span>
            {error !== undefined && <Why {...words(error)} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Why({ title, detail }: { readonly title: string; readonly detail?: string | undefined }) {
  return (
    <p>
      {title}
      {detail !== undefined && (
        <>
          {' '}
          <bdi>{detail}</bdi>
        </>
      )}
    </p>
  );
}
