import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Outcome } from '../../../data/write-many.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { useProblemWords } from '../../../ui/problem-words.ts';
import classes from './List.module.css';

type Props<Row> = {
  readonly outcomes: readonly Outcome<Row>[];
  readonly count: number;
  readonly titleOf: (row: Row) => string;
  readonly keyOf: (row: Row) => string;
};

/** What came of each row; those that were refused first, with the reason. */
export function Outcomes<Row>({ outcomes, count, titleOf, keyOf }: Props<Row>) {
  const { t } = useLingui();
  const words = useProblemWords();
  const refused = outcomes.filter(({ error }) => error !== undefined);
  const done = outcomes.length - refused.length;
  return (
    <>
      <output>
        {t`${done} of ${plural(count, { one: '# row', other: '# rows' })} written.`}{' '}
        {refused.length > 0 && t`${plural(refused.length, { one: '# was refused.', other: '# were refused.' })}`}
      </output>
      <ul className={classes.outcomes}>
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
